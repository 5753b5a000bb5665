import { deadlinePassed, UNRUN } from "../check/check-deadline.ts";
import { checkEnding, lostEnding } from "../check/check-ending.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { LeftAlone } from "../lesson/recording.ts";
import type { SourcePlace } from "../source/place.ts";
import type { LessonOnKernel } from "./lesson-on-kernel.ts";

/** What says nothing about the lesson, or cut it short: then nothing of it is recorded. */
export function unsound(lesson: Lesson, kernels: readonly LessonOnKernel[]): LeftAlone | undefined {
  for (const { kernel, runs } of kernels) {
    const on = kernels.length === 1 ? "" : ` (${kernel})`;
    for (const [index, { observed }] of runs.flatMap((run) => [...run])) {
      const place = lesson.steps[index]?.place ?? lesson.place;
      if (observed.outOfTime === "before") return leftAlone(place, UNRUN, on);
      const [passed] = observed.outOfTime === "during" ? deadlinePassed(lesson, observed, "solutions") : [];
      if (passed !== undefined) return leftAlone(place, passed.message, on);
      for (const { observations } of observed.actions) {
        for (const seen of observations) {
          const reason =
            lostEnding(seen)?.reason ??
            (seen.ending.kind === "completed" ? undefined : checkEnding(seen, place)[0]?.message);
          if (reason !== undefined) return leftAlone(place, reason, on);
        }
      }
    }
  }
  return undefined;
}

function leftAlone(place: SourcePlace, reason: string, on: string): LeftAlone {
  return { place, reason: `Nothing of the lesson is recorded: ${decapitalised(reason)}${on}` };
}

function decapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
