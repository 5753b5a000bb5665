import { countVerdicts, verdictsOf } from "../model/count-verdicts.ts";
import type { Report } from "../model/report.ts";
import type { Style } from "./style.ts";
import { plural, renderCounts, renderDuration } from "./words.ts";

/** What ran and what came of it: `2 lessons, 5 steps, 2 kernels: 9 passed, 1 failed in 3 s`, a verdict for each step and kernel. */
export function renderTotals(report: Report, style: Style): string {
  const { lessons, kernels, duration } = report;
  const counted = lessons.flatMap(({ steps }) => steps).filter(({ results }) => results.length > 0).length;
  const grid = kernels.length > 1 ? `, ${plural(kernels.length, "kernel")}` : "";
  const size = `${plural(lessons.length, "lesson")}, ${plural(counted, "step")}${grid}`;
  return `${size}: ${renderCounts(countVerdicts(verdictsOf(report).steps), style)} in ${renderDuration(duration)}`;
}
