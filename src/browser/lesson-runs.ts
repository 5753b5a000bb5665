import type { LessonCell, LessonData } from "../model/lesson-data.ts";
import type { CellView } from "./cell-view.ts";
import type { Exercise } from "./exercise.ts";
import { Python, type PythonState, type RunEnd } from "./python.ts";
import { Verdicts } from "./verdicts.ts";

export interface LessonRunsOptions {
  readonly data: LessonData;
  /** All of the page, as far as they are there. */
  readonly cells: readonly CellView[];
  readonly onState: (state: PythonState) => void;
  /** Something to say to the student; empty: nothing any more. */
  readonly onTold: (message: string) => void;
  /** A cell has run to its end, or to its error. */
  readonly onRan: (cell: string) => void;
}

/** Runs a page's cells and checks in its Python, one after the other. */
export class LessonRuns {
  readonly #options: LessonRunsOptions;
  readonly #python: Python;
  readonly #verdicts: Verdicts;
  /** The lesson's set-up cell. */
  readonly #setup: LessonCell | undefined;
  /** By the number under which a cell ran in this Python. */
  readonly #ran = new Map<number, CellView>();
  /** A cell was to run in this Python. */
  #isUsed = false;
  /** The set-up cell has run in this Python. */
  #isSetUp = false;
  /** What runs cells, one after the other; given up when Python ends. */
  #queue: Promise<unknown> = Promise.resolve();
  #turn = 0;

  constructor(options: LessonRunsOptions) {
    const { data, onState } = options;
    this.#options = options;
    this.#setup = data.cells.find(({ role }) => role === "setup");
    this.#verdicts = new Verdicts(data);
    this.#python = new Python({ data, onState, onGone: (reason) => this.#onGone(reason) });
  }

  /** One after the other; what raises stops no other, as where a cell is meant to. */
  run(cells: readonly CellView[]): void {
    for (const cell of cells) {
      if (cell.cell.lacks === "") this.#enqueue(async () => await this.#run(cell));
    }
  }

  /** Checks an answer after all that waits; runs it first where its code has not run. */
  check(exercise: Exercise): void {
    this.#enqueue(async () => await this.#check(exercise));
  }

  /** Ends what runs and what waits. */
  stop(): void {
    this.#turn += 1;
    this.#python.stop();
  }

  /** For somebody who will run something soon. */
  startEarly(): void {
    void this.#python.start();
  }

  /** The cell that ran under that number in this Python. */
  cellOf(count: number): CellView | undefined {
    return this.#ran.get(count);
  }

  /** Work that waits when Python ends is not done. */
  #enqueue(work: () => Promise<unknown>): void {
    this.#queue = this.#after(this.#queue, this.#turn, work);
  }

  async #after(earlier: Promise<unknown>, turn: number, work: () => Promise<unknown>): Promise<void> {
    await earlier;
    if (turn !== this.#turn) return;
    try {
      await work();
    } catch (error) {
      // A fault of ours must not look as if nothing had happened.
      this.#options.onTold(`This page itself failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #run(cell: CellView): Promise<RunEnd> {
    const code = cell.begin();
    this.#isUsed = true;
    const setUp = await this.#setUp();
    if (setUp !== undefined) {
      cell.end(setUp);
      return { kind: "gone", reason: setUp };
    }
    this.#verdicts.begin(cell.cell.id, code === cell.cell.source);
    const end = await this.#python.run(cell.cell.id, code, {
      answers: cell.answers,
      onOutputs: (outputs) => cell.show(outputs),
      onQuestion: (question) => cell.ask(question),
    });
    if (end.count !== undefined) this.#ran.set(end.count, cell);
    cell.end(words(end, this.#options.data.kernel.python));
    if (end.kind !== "gone" && end.interrupted !== true) {
      this.#options.onRan(cell.cell.id);
      void this.#judge(cell);
    }
    return end;
  }

  /** Beside the next cell: nothing waits for it. */
  async #judge(cell: CellView): Promise<void> {
    const { ran, outputs = [], cell: own } = cell;
    if (own.role !== "code") return;
    const verdict = await this.#verdicts.judge({ id: own.id, asIs: ran === own.source, outputs });
    if (verdict === undefined) return;
    cell.judge(outputs, verdict);
    const withdrawn = new Set(verdict.withdraws);
    for (const each of this.#options.cells) if (withdrawn.has(each.cell.id)) each.withdraw();
  }

  async #check(exercise: Exercise): Promise<void> {
    const { answer, check } = exercise;
    if (answer.ran !== answer.code) {
      const end = await this.#run(answer);
      if (end.kind === "gone" || end.interrupted === true) return;
    }
    exercise.begin();
    const end = await this.#python.run(check.id, check.source, {
      answers: answer.answers,
      onOutputs: (outputs) => exercise.show(outputs),
      // The answer's code asks, while it is tested.
      onQuestion: (question) => answer.ask(question),
    });
    answer.endQuestion();
    exercise.end(end);
  }

  /** The first code of a Python is what exercises are checked with; gives what is wrong with it. */
  async #setUp(): Promise<string | undefined> {
    if (this.#isSetUp) return undefined;
    const failure = await this.#python.start();
    if (failure !== undefined) return failure;
    if (this.#setup !== undefined) {
      const end = await this.#python.run(this.#setup.id, this.#setup.source, {
        onOutputs: () => {},
        onQuestion: ({ answer }) => answer(""),
      });
      if (end.kind !== "completed") return end.reason ?? "The lesson's set-up failed: its exercises cannot be checked";
    }
    this.#isSetUp = true;
    return undefined;
  }

  #onGone(reason: string | undefined): void {
    this.#turn += 1;
    const wasUsed = this.#isUsed;
    this.#isUsed = false;
    this.#isSetUp = false;
    this.#ran.clear();
    this.#verdicts.forget();
    for (const cell of this.#options.cells) cell.forget();
    const what = reason === undefined ? "Python was stopped." : `${reason}.`;
    if (!wasUsed) return this.#options.onTold(reason === undefined ? "" : what);
    this.#options.onTold(`${what} What the cells had made is gone, what you have written is not: run the cells again.`);
  }
}

function words({ kind, reason, count = 0, interrupted }: RunEnd, python: string): string {
  if (kind === "failed" && interrupted === true) return `stopped, as In [${count}]`;
  switch (kind) {
    case "completed":
      return `ran as In [${count}] on Python ${python}, in this browser`;
    case "failed":
      return `stopped with an error, as In [${count}] on Python ${python}, in this browser`;
    case "gone":
      return reason ?? "was stopped";
  }
}
