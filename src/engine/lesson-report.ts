import { compact } from "../basics/compact.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { isExecuted } from "../model/plan.ts";
import type { LessonReport, ReportImage } from "../model/report.ts";
import type { LessonOutcome, Result } from "./run-events.ts";

/** A lesson before any kernel has run it. */
export function emptyLessonReport(lesson: Lesson): LessonReport {
  const { name, title, place } = lesson;
  const steps = lesson.steps.map(({ key, id, kind, place: at }) => compact({ key, id, kind, place: at, results: [] }));
  return { name, title, file: place.file, steps, runs: [] };
}

/** The report with one more kernel's run of the lesson. */
export function withRun(
  report: LessonReport,
  lesson: Lesson,
  { kernel, outcome, images, until = lesson.steps.length }: KernelOutcome,
): LessonReport {
  const { findings, verdict, retries, retried, duration, stack } = outcome;
  const why = { ...whyOf(outcome), ...compact({ stack, retried }) };
  const run = { kernel, verdict, findings, retries, duration, ...why };
  const steps = report.steps.map((step, index) => {
    const known = lesson.steps[index];
    const result = known && isExecuted(known) && index <= until ? resultOf(outcome, index) : undefined;
    if (result === undefined) return step;
    const shown = result.verdict === "passed" ? undefined : images?.(index);
    const seen = shown === undefined || shown.length === 0 ? {} : { images: shown };
    return { ...step, results: [...step.results, { kernel, ...result, ...seen }] };
  });
  return { ...report, steps, runs: [...report.runs, run] };
}

export interface KernelOutcome {
  readonly kernel: string;
  readonly outcome: LessonOutcome;
  /** The pictures that a step showed, by its index. */
  readonly images?: (step: number) => readonly ReportImage[] | undefined;
  /** The last step that was to be run; absent: all were. */
  readonly until?: number;
}

function resultOf(outcome: LessonOutcome, index: number): Result | undefined {
  const result = outcome.results.get(index);
  if (result !== undefined || outcome.verdict !== "error") return result;
  return { verdict: "error", findings: [], duration: 0, ...whyOf(outcome) };
}

function whyOf({ reason, code }: LessonOutcome): Pick<LessonOutcome, "reason" | "code"> {
  return compact({ reason, code });
}
