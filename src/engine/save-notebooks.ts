import { readFile, realpath } from "node:fs/promises";

import { compact } from "../basics/compact.ts";
import { listCells } from "../model/list-cells.ts";
import type { FindingCode } from "../model/codes.ts";
import type { CodeStep, Lesson } from "../lesson/lesson.ts";
import type { LessonReport } from "../model/report.ts";
import { readSource } from "../source/read-source.ts";
import { writeWholeNow } from "../source/write-files.ts";
import type { RunEvent } from "./run-events.ts";
import { SaveThread } from "./save-thread.ts";
import type { RanCell } from "./saved-text.ts";

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
      step,
      facts: event.judged.facts,
      passed: result.verdict === "passed",
      obstacle: obstacle && `cell ${number}: ${obstacle.message}`,
    });
  }

  /**
   * Writes each file whole or not at all, and says what became of it, a line each. Once the signal is aborted no further
   * file is written, whatever is computed.
   */
  async *save(lessons: readonly LessonReport[], { cwd, sources, signal }: FilesToSave): AsyncGenerator<string> {
    await using thread = new SaveThread();
    const folder = await realpath(cwd);
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
      const saving = { lesson, cells: shown, before: sources.get(file) ?? "", thread, signal };
      yield await saveOne(saving, folder).catch((cause: unknown) => {
        if (signal.aborted) return `${file} is left as it was: nbproof was stopped before it was saved`;
        throw cause;
      });
    }
  }
}

interface FilesToSave {
  readonly cwd: string;
  readonly sources: ReadonlyMap<string, string>;
  /** Aborted when nothing more is to be written. */
  readonly signal: AbortSignal;
}

interface OnKernel {
  readonly kernel: string;
  /** By the cell's number. */
  readonly cells: Map<number, ShownCell>;
}

interface ShownCell extends RanCell {
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

interface Saving extends Pick<FilesToSave, "signal"> {
  readonly lesson: Lesson;
  readonly cells: ReadonlyMap<number, RanCell>;
  /** The file as it was read before it ran. */
  readonly before: string;
  readonly thread: SaveThread;
}

async function saveOne({ lesson, cells, before, thread, signal }: Saving, cwd: string): Promise<string> {
  const { file } = lesson.place;
  const now = await readSource({ cwd, sources: new Map(), diagnostics: [] }, lesson.path);
  if (now?.text !== before) return `${file} is left as it was: it has been changed while it ran`;
  const saved = await thread.textOf({ file, before, cells }, signal);
  if ("refused" in saved) return `${file} is left as it was: ${saved.refused}`;
  const { text, widgets } = saved;
  const left =
    widgets.length === 0 ? "" : `; what shows widgets is left as it was, with their state: ${listCells(widgets)}`;
  if (text === before) return `${file} has these outputs already${left}`;
  // What was read is the text without its byte-order mark.
  const mark = (await readFile(lesson.path, "utf8")).startsWith("\ufeff") ? "\ufeff" : "";
  signal.throwIfAborted();
  // At once: nothing that is heard meanwhile ends the process before the file is whole.
  writeWholeNow(lesson.path, mark + text);
  return `${file} is saved with its new outputs${left}`;
}
