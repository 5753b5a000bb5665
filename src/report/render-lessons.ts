import type { LessonReport, Report } from "../lesson/report.ts";
import { countVerdicts, stepVerdicts, worstOf } from "./count-verdicts.ts";
import { noteOf } from "./note-of.ts";
import { renderTable, type Row } from "./render-table.ts";
import type { Style } from "./style.ts";
import { plural, renderCounts, renderDuration } from "./words.ts";

/** How lessons are listed. */
export interface LessonsOptions {
  readonly style: Style;
  /** Every step, not only those that did not pass. */
  readonly verbose: boolean;
}

/** One line a lesson, below it the steps that did not pass with the reason; a column for each of several kernels. */
export function renderLessons(
  { lessons, kernels }: Pick<Report, "lessons" | "kernels">,
  options: LessonsOptions,
): string {
  const rows = lessons.flatMap((lesson) => [lessonRow(lesson, options.style), ...stepRows(lesson, options)]);
  return renderTable(
    rows,
    kernels.map(({ name }) => name),
    options.style,
  );
}

function lessonRow(lesson: LessonReport, style: Style): Row {
  const verdicts = lesson.runs.map((run) => run.verdict);
  const counts = countVerdicts(stepVerdicts(lesson));
  const allPassed = worstOf(stepVerdicts(lesson)) === "passed" && counts.skipped === 0;
  const steps = lesson.steps.filter((step) => step.results.length > 0).length;
  const retries = Math.max(0, ...lesson.runs.map((run) => run.retries));
  const notes = [
    allPassed ? plural(steps, "step") : renderCounts(counts, style),
    style.quiet(renderDuration(Math.max(0, ...lesson.runs.map((run) => run.duration)))),
    retries === 0 ? "" : style.warning(`after ${plural(retries, "retry", "retries")}`),
    noteOf(lesson.runs, style),
  ];
  return { depth: 0, name: lesson.name, verdicts, note: notes.filter((note) => note !== "").join("  ") };
}

function stepRows(lesson: LessonReport, { style, verbose }: LessonsOptions): readonly Row[] {
  const withVerdict = lesson.steps.filter((step) => step.results.length > 0);
  const shown = withVerdict.filter((step) => verbose || step.results.some(({ verdict }) => verdict !== "passed"));
  if (!verbose && saidByLesson(lesson)) return [];
  return shown.map((step) => {
    const where = step.place.file === lesson.file ? `line ${step.place.line}` : `${step.place.file}:${step.place.line}`;
    const took = Math.max(...step.results.map((result) => result.duration));
    const note = noteOf(step.results, style);
    return {
      depth: 1,
      name: `${where.padEnd(8)}  ${step.kind}${step.id === undefined ? "" : ` ${step.id}`}`,
      verdicts: step.results.map(({ verdict }) => verdict),
      note: note === "" ? style.quiet(renderDuration(took)) : note,
    };
  });
}

/** The lesson as a whole was skipped, or could not run, on every kernel: its line says why. */
function saidByLesson({ runs }: LessonReport): boolean {
  return runs.every(({ verdict, reason }) => reason !== undefined && (verdict === "skipped" || verdict === "error"));
}
