import type { LessonReport, Report, ReportKernel } from "../model/report.ts";
import { seenText } from "../check/seen.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import { emptyLessonReport, withRun } from "./lesson-report.ts";
import type { RunEvent } from "./run-events.ts";
import type { RunInput } from "./run-input.ts";

/** What a run adds to a report, in the order of the input's lessons and kernels. */
export type RanLessons = Pick<Report, "kernels" | "lessons" | "duration">;

/** Makes a report of what a run tells; whoever watches or saves is told each event as well. */
export async function collectReport(
  { lessons, until }: Pick<RunInput, "lessons" | "until">,
  events: AsyncIterable<RunEvent>,
  onEvent: (event: RunEvent) => void = () => undefined,
): Promise<RanLessons> {
  const startedAt = performance.now();
  const kernels: ReportKernel[] = [];
  const reports: LessonReport[] = lessons.map(({ lesson }) => emptyLessonReport(lesson));
  const shown = new Map<string, string>();
  for await (const event of events) {
    onEvent(event);
    if (event.kind === "step-judged" && until !== undefined && event.judged.observed.run.step === until)
      shown.set(event.kernel, shownBy(event.judged.observed));
    if (event.kind === "kernel-ended") kernels.push(event.kernel);
    if (event.kind !== "lesson-ended") continue;
    const report = reports[event.lesson];
    const ran = lessons[event.lesson];
    const { kernel, outcome } = event;
    const last = until === undefined ? {} : { until };
    if (report && ran) reports[event.lesson] = withRun(report, ran.lesson, { kernel, outcome, ...last });
  }
  const told = until === undefined ? reports : reports.map((report) => withShown(report, until, shown));
  return { kernels, lessons: told, duration: performance.now() - startedAt };
}

function shownBy({ actions }: ObservedStep): string {
  const cells = actions.filter(({ action }) => action.kind === "cell");
  return cells.flatMap(({ observations }) => observations.map(seenText)).join("");
}

/** The step that was asked for, with what a reader sees of it on each kernel. */
function withShown(lesson: LessonReport, index: number, shown: ReadonlyMap<string, string>): LessonReport {
  const steps = lesson.steps.map((step, at) => {
    if (at !== index) return step;
    return { ...step, results: step.results.map((result) => ({ ...result, shown: shown.get(result.kernel) ?? "" })) };
  });
  return { ...lesson, steps };
}
