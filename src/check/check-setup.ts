import { compact } from "../basics/compact.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { checkEnding, lostEnding } from "./check-ending.ts";
import type { Outcome } from "./outcome.ts";
import { raisedError, tracebackText } from "./raised.ts";

/** Looks whether the cells that belong to no step, such as Colab's set-up, came to their end. */
export function checkSetup(lesson: Lesson, observed: ObservedStep, captures: Captures): Outcome {
  const observations = observed.actions.flatMap((action) => action.observations);
  const lost = observations.map(lostEnding).find((ending) => ending !== undefined);
  const findings = observations.flatMap((seen) => {
    const raised = raisedError(seen);
    const message = `The notebook's set-up cell raised ${raised?.name}: ${raised?.message}`;
    return [
      ...checkEnding(seen, lesson.place),
      ...(raised
        ? [{ code: "error-raised" as const, place: lesson.place, message, traceback: tracebackText(raised) }]
        : []),
    ];
  });
  return { captures, findings, missingNames: [], ...compact({ lost }) };
}
