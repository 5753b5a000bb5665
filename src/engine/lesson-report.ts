import { compact } from "../basics/compact.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { isExecuted } from "../model/plan.ts";
import type { LessonReport } from "../model/report.ts";
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
  { kernel, outcome, until = lesson.steps.length }: KernelOutcome,
): LessonReport {
  const { findings, verdict, retries, duration, stack } = outcome;
  const why = { ...whyOf(outcome), ...compact({ stack }) };
  const run = { kernel, verdict, findings, retries, duration, ...why };
  const steps = report.steps.map((step, index) => {
    const known = lesson.steps[index];
    const result = known && isExecuted(known) && index <= until ? resultOf(outcome, index) : undefined;
    return result ? { ...step, results: [...step.results, { kernel, ...result }] } : step;
  });
  return { ...report, steps, runs: [...report.runs, run] };
}

export interface KernelOutcome {
  readonly kernel: string;
  readonly outcome: LessonOutcome;
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
