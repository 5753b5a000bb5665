import { InfrastructureError } from "../client/server.ts";
import { sourceStack } from "../package/source-stack.ts";
import type { LessonOutcome } from "./run-events.ts";

/** What a lesson's outcome says of what was thrown: the infrastructure failed, or nbproof itself, with the stack. */
export function describeFailure(cause: unknown): Pick<LessonOutcome, "verdict" | "reason" | "code" | "stack"> {
  if (cause instanceof InfrastructureError) return { verdict: "error", reason: cause.message, code: cause.code };
  const stack = cause instanceof Error ? sourceStack(cause) : String(cause);
  const [first = ""] = stack.split("\n");
  return { verdict: "error", reason: `nbproof itself failed: ${first}`, code: "internal", stack };
}
