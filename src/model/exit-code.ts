import type { Report } from "./report.ts";
import { countVerdicts, verdictsOf } from "./count-verdicts.ts";
import { exceededSkips } from "./limit-skips.ts";

/** Lessons and notebooks of text alone: nothing was to be proven. */
export function hasNothingToRun({ lessons }: Pick<Report, "lessons">): boolean {
  return (
    lessons.length > 0 &&
    lessons.every(({ steps, runs }) => {
      const isText = steps.every(({ kind, results }) => (kind === "prose" || kind === "quiz") && results.length === 0);
      return isText && runs.every(({ verdict }) => verdict === "passed");
    })
  );
}

/**
 * The exit code of a run: 2 (a file is wrong) outranks 1 (a lesson is), which outranks 3 (the environment is); 70, a bug
 * of ours, outranks all, since then nothing is sure.
 */
export function exitCodeOf(report: Omit<Report, "exitCode">): 0 | 1 | 2 | 3 | 70 {
  if (report.lessons.some(({ runs }) => runs.some(({ code }) => code === "internal"))) return 70;
  if (report.diagnostics.length > 0) return 2;
  const { steps, runs } = verdictsOf(report);
  const counts = countVerdicts([...steps, ...runs]);
  if (counts.failed > 0 || exceededSkips(report).length > 0) return 1;
  if (counts.error > 0 || report.unfinished !== undefined) return 3;
  // Of more shards than lessons some have nothing to do, and what nothing has changed of needs no proof.
  if ((report.shard ?? report.changed) !== undefined && report.lessons.length === 0) return 0;
  // A green light that nothing stands behind would be worse than none.
  return steps.includes("passed") || hasNothingToRun(report) ? 0 : 3;
}
