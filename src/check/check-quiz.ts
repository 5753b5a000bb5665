import type { QuizStep } from "../lesson/lesson.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { checkEnding, lostEnding } from "./check-ending.ts";
import type { Outcome } from "./outcome.ts";
import { missingName, raisedError, raisedPlace, tracebackText } from "./raised.ts";

/** Looks whether a quiz's proof went through. */
export function checkQuiz(step: QuizStep, observed: ObservedStep, captures: Captures): Outcome {
  const seen = observed.actions[0]?.observations[0];
  const outcome: Outcome = { captures, findings: [], missingNames: [] };
  if (seen === undefined || step.proof === undefined) return outcome;
  const lost = lostEnding(seen);
  if (lost !== undefined) return { ...outcome, lost };
  const ending = checkEnding(seen, step.proof.starts[0] ?? step.place);
  if (ending.length > 0) return { ...outcome, findings: ending };
  const raised = raisedError(seen);
  if (raised === undefined) return outcome;
  const missing = missingName(raised);
  return {
    ...outcome,
    missingNames: missing === undefined ? [] : [missing],
    findings: [
      {
        code: "quiz-key",
        place: raisedPlace(raised, step.proof),
        message: `The quiz's proof raised ${raised.name}${raised.message === "" ? "" : `: ${raised.message}`}`,
        traceback: tracebackText(raised),
      },
    ],
  };
}
