import type { CodeStep } from "../lesson/lesson.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import { checkEnding, lostEnding } from "./check-ending.ts";
import type { Outcome } from "./outcome.ts";
import { raisedError, tracebackText } from "./raised.ts";

/** Looks whether the code that runs unseen after a cell came to its end. */
export function checkAfter({ after }: CodeStep, { actions }: ObservedStep): Pick<Outcome, "findings" | "lost"> {
  const seen = actions.find(({ action }) => action.kind === "after")?.observations[0];
  if (after === undefined || seen === undefined) return { findings: [] };
  const { place } = after;
  const lost = lostEnding(seen);
  if (lost !== undefined) return { findings: [], lost };
  const ending = checkEnding(seen, place);
  const raised = raisedError(seen);
  if (ending.length > 0 || raised === undefined) return { findings: ending };
  const message = `What nbmake executes after the cell raised ${raised.name}: ${raised.message}`;
  return { findings: [{ code: "error-raised", place, message, traceback: tracebackText(raised) }] };
}
