import type { Lesson } from "../lesson/lesson.ts";
import type { Recording } from "../lesson/recording.ts";
import type { ReportKernel } from "../model/report.ts";
import { recordLesson, type RecordMode } from "../record/record-lesson.ts";
import { decodePng } from "../source/decode-png.ts";
import { DISTURB_CODE } from "../run/kernel-code.ts";
import { anotherDay } from "./another-day.ts";
import { lossOf, type RunConditions, type RunForShown, runsOf, type ShownRun } from "./shown-steps.ts";

export interface RecordOptions {
  readonly mode: RecordMode;
  /** The index of the step that alone is recorded, of the only lesson. */
  readonly only?: number | undefined;
  readonly hashSeed: number;
  readonly now: Date;
  readonly run: RunForShown;
}

/** What is to become of lessons, by what they showed. */
export interface RecordedLessons {
  readonly kernels: readonly ReportKernel[];
  /** One for each lesson, in order. */
  readonly recordings: readonly Recording[];
  /** The infrastructure failed for one of them. */
  readonly lost: boolean;
}

/** Runs lessons twice, in different conditions, and makes of what they show the changes after which they pass. */
export async function recordLessons(
  lessons: readonly Lesson[],
  { mode, only, hashSeed, now, run }: RecordOptions,
): Promise<RecordedLessons> {
  const runs: ShownRun[] = [];
  for (const conditions of conditionsOf(hashSeed, now)) runs.push(await run(lessons, conditions));
  const losses = lessons.map((lesson) => lossOf(lesson, runs));
  const recordings = lessons.map((lesson, index): Recording => {
    const reason = losses[index];
    if (reason === undefined) return recordLesson(lesson, runsOf(lesson, runs), { mode, only, decodePng });
    const leftAlone = [{ place: lesson.place, reason: `The run failed: ${reason}` }];
    return { changes: [], same: [], holes: [], leftAlone };
  });
  return { kernels: runs[0]?.ran.kernels ?? [], recordings, lost: losses.some((loss) => loss !== undefined) };
}

/** The second run lives in a zone in which it is another day, whatever the time, and in a kernel that has been used. */
function conditionsOf(hashSeed: number, now: Date): readonly RunConditions[] {
  return [
    { hashSeed, purpose: "run 1 of 2" },
    {
      hashSeed: (hashSeed + 1_000_003) % 2 ** 32,
      environment: { TZ: anotherDay(now) },
      prelude: DISTURB_CODE,
      purpose: "run 2 of 2",
    },
  ];
}
