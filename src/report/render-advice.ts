import { visible } from "./visible.ts";

/** What to do, line by line. */
export function renderAdvice(advice: string): string {
  return advice.trimEnd().split("\n").map(visible).join("\n");
}
