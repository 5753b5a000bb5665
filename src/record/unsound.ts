import { checkEnding, lostEnding } from "../check/check-ending.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { LeftAlone } from "../lesson/recording.ts";
import type { LessonOnKernel } from "./lesson-on-kernel.ts";

/** What says nothing about the lesson, or cut it short: then nothing of it is recorded. */
export function unsound(lesson: Lesson, kernels: readonly LessonOnKernel[]): LeftAlone | undefined {
  for (const { kernel, runs } of kernels) {
    const on = kernels.length === 1 ? "" : ` (${kernel})`;
    for (const [index, { observed }] of runs.flatMap((run) => [...run])) {
      const place = lesson.steps[index]?.place ?? lesson.place;
      for (const { observations } of observed.actions) {
        for (const seen of observations) {
          const reason =
            lostEnding(seen)?.reason ??
            (seen.ending.kind === "completed" ? undefined : checkEnding(seen, place)[0]?.message);
          if (reason !== undefined)
            return { place, reason: `Nothing of the lesson is recorded: ${decapitalised(reason)}${on}` };
        }
      }
    }
  }
  return undefined;
}

function decapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
