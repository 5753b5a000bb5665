import type { Finding } from "../model/finding.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import { deadlinePassed } from "./check-deadline.ts";
import { checkEnding } from "./check-ending.ts";
import { raisedError, tracebackText } from "./raised.ts";

/** Run All in the student edition must reach the end: finds the cells at which it would stop. */
export function checkStudentStep(lesson: Lesson, observed: ObservedStep): readonly Finding[] {
  if (observed.outOfTime === "during") return deadlinePassed(lesson, observed, "student");
  const step = observed.run.step === undefined ? undefined : lesson.steps[observed.run.step];
  const place = step?.place ?? lesson.place;
  return observed.actions.flatMap(({ action, observations }): Finding[] => {
    const [seen] = observations;
    if (seen === undefined || (action.kind === "cell" && action.mayRaise)) return [];
    const raised = raisedError(seen);
    if (raised === undefined) return [...checkEnding(seen, place)];
    const message = `In the student edition Run All stops here: ${raised.name}: ${raised.message}`;
    return [{ code: "student-stops", place, message, traceback: tracebackText(raised) }];
  });
}
