import { realpath } from "node:fs/promises";

import { readNotebook } from "../ipynb/read-notebook.ts";
import { type ExecutedCell, withOutputs } from "../ipynb/with-outputs.ts";
import type { FindingCode } from "../model/codes.ts";
import type { CodeStep, Lesson } from "../lesson/lesson.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import type { LessonReport, StepResult } from "../model/report.ts";
import { readSource } from "../source/read-source.ts";
import { sourceFile } from "../source/source-file.ts";
import { writeWhole } from "../source/write-files.ts";

/** Saves notebooks with what their cells showed on the first kernel that they ran on. */
export class NotebookSaver {
  readonly #shown = new Map<Lesson, { readonly kernel: string; readonly cells: Map<number, ExecutedCell> }>();
  readonly #obstacles = new Map<Lesson, string>();

  /** To be called with each step as it is known. */
  note(lesson: Lesson, { run, actions }: ObservedStep, { kernel, findings }: StepResult): void {
    const step = run.step === undefined ? undefined : lesson.steps[run.step];
    const seen = actions[0]?.observations[0];
    const number = step?.place.cell?.number;
    if (lesson.cwd === undefined || step?.kind !== "code" || number === undefined) return;
    const shown = this.#shown.get(lesson) ?? { kernel, cells: new Map<number, ExecutedCell>() };
    this.#shown.set(lesson, shown);
    if (seen === undefined || shown.kernel !== kernel) return;
    shown.cells.set(number, seen);
    const obstacle = findings.find(({ code }) => isObstacle(code, step));
    if (obstacle !== undefined) this.#obstacles.set(lesson, `cell ${number}: ${obstacle.message}`);
  }

  /** Writes each file whole or not at all, and says what became of it, a line each. */
  async save(
    lessons: readonly LessonReport[],
    { cwd, sources }: { readonly cwd: string; readonly sources: ReadonlyMap<string, string> },
  ): Promise<readonly string[]> {
    const lines: string[] = [];
    for (const [lesson, { cells }] of this.#shown) {
      const { file } = lesson.place;
      const run = lessons.find((report) => report.file === file)?.runs[0];
      const obstacle = run?.verdict === "error" ? run.reason : this.#obstacles.get(lesson);
      if (obstacle !== undefined) {
        lines.push(`${file} is left as it was: ${obstacle}`);
        continue;
      }
      lines.push(await saveOne({ lesson, cells, before: sources.get(file) ?? "" }, await realpath(cwd)));
    }
    return lines;
  }
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
  await writeWhole(lesson.path, after);
  return `${file} is saved with its new outputs`;
}
