import type { ObservedStep } from "../model/observed-step.ts";

/** True where the connection was cut while the step ran and came back: what is missing may have been lost on the way. */
export function wasResumed({ actions }: ObservedStep): boolean {
  return actions.some(({ observations }) => observations.some(({ resumed }) => resumed === true));
}

/** The reason for not believing a difference then. */
export const RESUMED =
  "The connection to the server was cut meanwhile and came back: what differs may have been lost on the way";
