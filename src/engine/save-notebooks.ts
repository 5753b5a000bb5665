import { readFile, realpath } from "node:fs/promises";

import { compact } from "../basics/compact.ts";
import { listCells } from "../model/list-cells.ts";
import { readNotebook, upgradeCommand } from "../ipynb/read-notebook.ts";
import { asSaved } from "../ipynb/as-saved.ts";
import { type ExecutedCell, withOutputs } from "../ipynb/with-outputs.ts";
import { checkCode } from "../check/check-code.ts";
import type { Notebook } from "../ipynb/notebook.ts";
import type { Observation, Output } from "../model/observation.ts";
import type { FindingCode } from "../model/codes.ts";
import type { CodeStep, Lesson } from "../lesson/lesson.ts";
import type { LessonReport } from "../model/report.ts";
import { readSource } from "../source/read-source.ts";
import { sourceFile } from "../source/source-file.ts";
import { writeWhole } from "../source/write-files.ts";
import type { JudgedStep, RunEvent } from "./run-events.ts";

/** Saves notebooks with what their cells showed on the first kernel that they ran on: a consumer of a run's events. */
export class NotebookSaver {
  readonly #lessons: readonly Lesson[];
  readonly #shown = new Map<Lesson, OnKernel>();

  /** `lessons`: those that run, in their order. */
  constructor(lessons: readonly Lesson[]) {
    this.#lessons = lessons;
  }

  /** To be called with each event. */
  note(event: RunEvent): void {
    if (event.kind !== "step-judged") return;
    const lesson = this.#lessons[event.lesson];
    const { observed, result } = event.judged;
    const { run, actions } = observed;
    const step = run.step === undefined ? undefined : lesson?.steps[run.step];
    const seen = actions[0]?.observations[0];
    const number = step?.place.cell?.number;
    if (lesson?.cwd === undefined || step?.kind !== "code" || number === undefined) return;
    const shown = this.#shown.get(lesson) ?? { kernel: event.kernel, cells: new Map<number, ShownCell>() };
    this.#shown.set(lesson, shown);
    if (seen === undefined || shown.kernel !== event.kernel) return;
    const obstacle = result.findings.find(({ code }) => isObstacle(code, step));
    const { outputs, executionCount, widgets } = seen;
    shown.cells.set(number, {
      seen: { outputs, ...compact({ executionCount, widgets }) },
      keeps: result.verdict === "passed" ? (saved) => isAccepted(saved, step, event.judged) : () => false,
      obstacle: obstacle && `cell ${number}: ${obstacle.message}`,
    });
  }

  /** Writes each file whole or not at all, and says what became of it, a line each. */
  async *save(lessons: readonly LessonReport[], { cwd, sources, whole }: FilesToSave): AsyncGenerator<string> {
    // In the lessons' order, whichever was the first to show something.
    for (const lesson of this.#lessons) {
      const shown = this.#shown.get(lesson)?.cells;
      if (shown === undefined) continue;
      const { file } = lesson.place;
      const run = lessons.find((report) => report.file === file)?.runs[0];
      const first = [...shown.values()].find(({ obstacle }) => obstacle !== undefined);
      const obstacle = run?.verdict === "error" ? run.reason : first?.obstacle;
      if (obstacle !== undefined) {
        yield `${file} is left as it was: ${obstacle}`;
        continue;
      }
      const saving = { lesson, cells: shown, before: sources.get(file) ?? "", whole };
      yield await saveOne(saving, await realpath(cwd));
    }
  }
}

interface FilesToSave {
  readonly cwd: string;
  readonly sources: ReadonlyMap<string, string>;
  /** Writes a file, and is not ended meanwhile. */
  readonly whole: (write: () => Promise<void>) => Promise<void>;
}

interface OnKernel {
  readonly kernel: string;
  /** By the cell's number. */
  readonly cells: Map<number, ShownCell>;
}

interface ShownCell {
  readonly seen: ExecutedCell;
  /** Whether what is saved of it is as good as what it showed. */
  readonly keeps: (saved: readonly Output[]) => boolean;
  /** Why the notebook is not to be saved with it. */
  readonly obstacle: string | undefined;
}

/** Findings behind which the outputs are not those that an author would save, unless the cell is tagged to raise. */
const obstacles: ReadonlySet<FindingCode> = new Set([
  "error-raised",
  "timed-out",
  "kernel-died",
  "output-limit",
  "input-unanswered",
]);

function isObstacle(code: string, { allows }: CodeStep): boolean {
  if (code === "error-raised" && allows?.error === true) return false;
  return [...obstacles].some((each) => each === code);
}

/** A cell that passed: its saved outputs were compared, or nobody compares them, or its pattern accepts them too. */
function isAccepted(outputs: readonly Output[], step: CodeStep, { facts }: JudgedStep): boolean {
  if (step.expect === undefined || step.expect.source === "saved") return true;
  const seen: Observation = { outputs, ending: { kind: "completed" }, prompts: [], duration: 0 };
  return checkCode({ ...step, input: [] }, seen, { facts, captures: {} }).findings.length === 0;
}

interface Saving extends Pick<FilesToSave, "whole"> {
  readonly lesson: Lesson;
  readonly cells: ReadonlyMap<number, ShownCell>;
  /** The file as it was read before it ran. */
  readonly before: string;
}

function executedIn({ cells }: Notebook, shown: Saving["cells"]): ReadonlyMap<number, ExecutedCell> {
  return new Map(
    cells.flatMap((cell) => {
      const ran = shown.get(cell.number);
      if (ran === undefined) return [];
      // A bar that was drawn over itself is compared as the last of what it showed.
      const keepsOutputs = cell.executed && ran.keeps(asSaved(cell.outputs.map(({ output }) => output)));
      return [[cell.number, { ...ran.seen, keepsOutputs }]];
    }),
  );
}

async function saveOne({ lesson, cells, before, whole }: Saving, cwd: string): Promise<string> {
  const { file } = lesson.place;
  const now = await readSource({ cwd, sources: new Map(), diagnostics: [] }, lesson.path);
  if (now?.text !== before) return `${file} is left as it was: it has been changed while it ran`;
  const notebook = readNotebook(sourceFile(file, before), () => undefined);
  if (notebook?.nbformat === 3) {
    return `${file} is left as it was: it is of nbformat 3, and becomes one of 4 with: ${upgradeCommand} ${file}`;
  }
  const { text, widgets } =
    notebook === undefined ? { text: before, widgets: [] } : withOutputs(notebook, executedIn(notebook, cells));
  const left =
    widgets.length === 0 ? "" : `; what shows widgets is left as it was, with their state: ${listCells(widgets)}`;
  if (text === before) return `${file} has these outputs already${left}`;
  // What was read is the text without its byte-order mark.
  const mark = (await readFile(lesson.path, "utf8")).startsWith("\ufeff") ? "\ufeff" : "";
  await whole(async () => await writeWhole(lesson.path, mark + text));
  return `${file} is saved with its new outputs${left}`;
}
