import { readFile, realpath } from "node:fs/promises";

import { readNotebook } from "../ipynb/read-notebook.ts";
import { type ExecutedCell, withOutputs } from "../ipynb/with-outputs.ts";
import type { FindingCode } from "../model/codes.ts";
import type { CodeStep, Lesson } from "../lesson/lesson.ts";
import type { LessonReport } from "../model/report.ts";
import { readSource } from "../source/read-source.ts";
import { sourceFile } from "../source/source-file.ts";
import { writeWhole } from "../source/write-files.ts";
import type { RunEvent } from "./run-events.ts";

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
    shown.cells.set(number, { seen, obstacle: obstacle && `cell ${number}: ${obstacle.message}` });
  }

  /** Writes each file whole or not at all, and says what became of it, a line each. */
  async save(
    lessons: readonly LessonReport[],
    { cwd, sources }: { readonly cwd: string; readonly sources: ReadonlyMap<string, string> },
  ): Promise<readonly string[]> {
    const lines: string[] = [];
    for (const [lesson, { cells: shown }] of this.#shown) {
      const { file } = lesson.place;
      const run = lessons.find((report) => report.file === file)?.runs[0];
      const first = [...shown.values()].find(({ obstacle }) => obstacle !== undefined);
      const obstacle = run?.verdict === "error" ? run.reason : first?.obstacle;
      if (obstacle !== undefined) {
        lines.push(`${file} is left as it was: ${obstacle}`);
        continue;
      }
      const cells = new Map(Array.from(shown, ([number, { seen }]) => [number, seen]));
      lines.push(await saveOne({ lesson, cells, before: sources.get(file) ?? "" }, await realpath(cwd)));
    }
    return lines;
  }
}

interface OnKernel {
  readonly kernel: string;
  /** By the cell's number. */
  readonly cells: Map<number, ShownCell>;
}

interface ShownCell {
  readonly seen: ExecutedCell;
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

interface Saving {
  readonly lesson: Lesson;
  readonly cells: ReadonlyMap<number, ExecutedCell>;
  /** The file as it was read before it ran. */
  readonly before: string;
}

async function saveOne({ lesson, cells, before }: Saving, cwd: string): Promise<string> {
  const { file } = lesson.place;
  const now = await readSource({ cwd, sources: new Map(), diagnostics: [] }, lesson.path);
  if (now?.text !== before) return `${file} is left as it was: it has been changed while it ran`;
  const notebook = readNotebook(sourceFile(file, before), () => undefined);
  const after = notebook === undefined ? before : withOutputs(notebook, cells);
  if (after === before) return `${file} has these outputs already`;
  // What was read is the text without its byte-order mark.
  const mark = (await readFile(lesson.path, "utf8")).startsWith("\ufeff") ? "\ufeff" : "";
  await writeWhole(lesson.path, mark + after);
  return `${file} is saved with its new outputs`;
}
