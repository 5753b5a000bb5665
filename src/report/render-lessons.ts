import type { Verdict } from "../model/finding.ts";
import type { LessonReport, Report, StepReport } from "../model/report.ts";
import { countVerdicts, stepVerdicts, worstOf } from "../model/count-verdicts.ts";
import { renderByForm } from "./render-by-form.ts";
import { causeKey } from "./group-by-cause.ts";
import { kernelLabels } from "./kernel-labels.ts";
import { renderTable, type Row } from "./render-table.ts";
import type { Style } from "./style.ts";
import { plural, renderCounts, renderDuration } from "./words.ts";
import { groupBy } from "../basics/group-by.ts";
import { visible } from "./visible.ts";

/** How lessons are listed. */
export interface LessonsOptions {
  readonly style: Style;
  /** Every step, not only those that did not pass. */
  readonly verbose: boolean;
}

/** One line a lesson, below it the steps that did not pass with the reason; a column for each of several kernels. */
export function renderLessons(
  { lessons, kernels }: Pick<Report, "lessons" | "kernels">,
  { style, verbose }: LessonsOptions,
): string {
  const labels = kernelLabels(kernels.map(({ name }) => name));
  const rows = lessons.flatMap((lesson) => [
    lessonRow(lesson, labels, style),
    ...stepsByCause(shownSteps(lesson, verbose), verbose).map(([step, ...more]) =>
      stepRow(step, lesson, { labels, style, verbose, more: more.length }),
    ),
  ]);
  return renderTable(rows, [...labels.values()], style);
}

type Labels = ReadonlyMap<string, string>;

function lessonRow(lesson: LessonReport, labels: Labels, style: Style): Row {
  const verdicts = stepVerdicts(lesson);
  const clean = worstOf(verdicts) === "passed" && !verdicts.includes("skipped");
  const retries = Math.max(0, ...lesson.runs.map((run) => run.retries));
  const notes = notesOf(lesson.runs, labels, style);
  const note = [
    clean ? plural(stepsWithVerdict(lesson).length, "step") : renderCounts(countVerdicts(verdicts), style),
    style.quiet(renderDuration(Math.max(0, ...lesson.runs.map((run) => run.duration)))),
    ...(retries === 0 ? [] : [style.warning(`after ${plural(retries, "retry", "retries")}`)]),
    ...(notes.length === 1 ? notes : []),
  ];
  return {
    depth: 0,
    name: lesson.name,
    verdicts: verdictsOf(lesson.runs, labels),
    note: note.join("  "),
    below: notes.length === 1 ? [] : notes,
  };
}

type StepsOfOneCause = readonly [StepReport, ...StepReport[]];

/** Cells of a notebook that fail, or are skipped, for one and the same cause are told as one. */
function stepsByCause(steps: readonly StepReport[], verbose: boolean): readonly StepsOfOneCause[] {
  const groups = groupBy(steps, (step) => (verbose ? undefined : stepCause(step)) ?? step.key);
  return [...groups.values()].flatMap(([first, ...more]) => (first === undefined ? [] : [[first, ...more] as const]));
}

function stepCause({ place, results }: StepReport): string | undefined {
  const causes = results.map(({ verdict, reason, findings }) => {
    const keys = [...new Set(findings.map((finding) => causeKey(finding) ?? ""))];
    return verdict === "skipped" ? reason : keys.length === 1 ? keys[0] : undefined;
  });
  const isOne = place.cell !== undefined && causes.every((cause) => cause !== undefined && cause !== "");
  return isOne ? JSON.stringify(causes) : undefined;
}

interface RowContext {
  readonly labels: Labels;
  readonly style: Style;
  readonly verbose: boolean;
  /** How many more cells have the same cause. */
  readonly more: number;
}

function stepRow(step: StepReport, lesson: LessonReport, { labels, style, verbose, more }: RowContext): Row {
  const { file, line, cell } = step.place;
  const inFile = file === lesson.file ? `line ${line}` : `${file}:${line}`;
  const where = cell === undefined ? inFile : `cell ${cell.number}`;
  const took = Math.max(...step.results.map((result) => result.duration));
  const notes = notesOf(step.results, labels, style);
  return {
    depth: 1,
    name: `${where.padEnd(8)}  ${step.kind}${step.id === undefined ? "" : ` ${step.id}`}`,
    verdicts: verdictsOf(step.results, labels),
    note:
      (notes.length > 1 ? "" : (notes[0] ?? codesOf(step, style) ?? style.quiet(renderDuration(took)))) +
      (more === 0 ? "" : `  and ${plural(more, "cell", "cells")} more for the same cause`),
    below: [...(notes.length > 1 ? notes : []), ...(verbose ? renderByForm(step.results, labels, style) : [])],
  };
}

/** In the order of the kernels. */
function verdictsOf(results: readonly Result[], labels: Labels): readonly (Verdict | undefined)[] {
  return [...labels.keys()].map((name) => results.find(({ kernel }) => kernel === name)?.verdict);
}

type Result = Pick<StepReport["results"][number], "kernel" | "verdict">;

/** What is wrong with a step, by code. */
function codesOf({ results }: StepReport, style: Style): string | undefined {
  const codes = new Set(results.flatMap(({ findings }) => findings.map(({ code }) => code)));
  return codes.size === 0 ? undefined : style.bad([...codes].join(", "));
}

function shownSteps(lesson: LessonReport, verbose: boolean): readonly StepReport[] {
  const steps = stepsWithVerdict(lesson);
  if (verbose) return steps;
  if (saysItAll(lesson)) return [];
  return steps.filter((step) => step.results.some(({ verdict }) => verdict !== "passed"));
}

/** The lesson as a whole was skipped, or could not run, on every kernel: its line says why. */
function saysItAll({ runs }: LessonReport): boolean {
  return runs.every(({ verdict, reason }) => reason !== undefined && (verdict === "skipped" || verdict === "error"));
}

function stepsWithVerdict(lesson: LessonReport): readonly StepReport[] {
  return lesson.steps.filter((step) => step.results.length > 0);
}

interface Reasoned {
  readonly kernel: string;
  readonly reason?: string;
  readonly code?: string;
}

/** The reasons of some results, line by line; each begins with its kernels where these are not all. */
function notesOf(results: readonly Reasoned[], labels: ReadonlyMap<string, string>, style: Style): readonly string[] {
  const reasoned = results.flatMap(({ kernel, reason, code }) =>
    reason === undefined
      ? []
      : [{ kernel: labels.get(kernel) ?? kernel, reason: code === undefined ? reason : `${code}: ${reason}` }],
  );
  return [...groupBy(reasoned, ({ reason }) => reason)].flatMap(([reason, group]) => {
    const kernels = group.length === results.length ? "" : `${group.map(({ kernel }) => kernel).join(", ")}: `;
    return `${kernels}${reason}`.split("\n").map((line) => style.quiet(visible(line)));
  });
}
