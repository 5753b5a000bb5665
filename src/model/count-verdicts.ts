import type { Verdict } from "./finding.ts";
import type { LessonReport, Report } from "./report.ts";

export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** How often each verdict occurs. */
export function countVerdicts(verdicts: readonly Verdict[]): VerdictCounts {
  const counts = { passed: 0, failed: 0, skipped: 0, error: 0 };
  for (const verdict of verdicts) counts[verdict]++;
  return counts;
}

/** All verdicts of a report: of steps, and of lessons as a whole, one for each kernel. */
export function verdictsOf({ lessons }: Pick<Report, "lessons">): {
  readonly steps: readonly Verdict[];
  readonly runs: readonly Verdict[];
} {
  return {
    steps: lessons.flatMap(stepVerdicts),
    runs: lessons.flatMap((lesson) => lesson.runs.map((run) => run.verdict)),
  };
}

/** The verdicts of a lesson's steps, one for each kernel. */
export function stepVerdicts(lesson: LessonReport): readonly Verdict[] {
  return lesson.steps.flatMap((step) => step.results.map((result) => result.verdict));
}

/** The verdict of several together: the worst, by what a reader should look at first. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  const order = ["failed", "error", "passed"] as const;
  return order.find((verdict) => verdicts.includes(verdict)) ?? (verdicts.length > 0 ? "skipped" : "passed");
}
