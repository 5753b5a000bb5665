import { CellView } from "./cell-view.ts";
import { button, need } from "./elements.ts";
import { addExercise, type Exercise } from "./exercise.ts";
import type { LessonCell, LessonData } from "../model/lesson-data.ts";
import { addPrediction } from "./prediction.ts";
import { type Part, Progress } from "./progress.ts";
import { Python, type RunEnd } from "./python.ts";
import { fitFrames } from "./show-outputs.ts";
import { Store } from "./store.ts";
import { ToolBar } from "./tool-bar.ts";
import { Verdicts } from "./verdicts.ts";
import { importWork, saveWork } from "./work-file.ts";

/** Makes a lesson's page one that runs. */
export function openLesson(data: LessonData): void {
  new LessonPage(data).open();
}

class LessonPage {
  readonly #data: LessonData;
  readonly #store: Store;
  readonly #python: Python;
  readonly #bar: ToolBar;
  readonly #cells: CellView[] = [];
  readonly #exercises: Exercise[] = [];
  /** By the number under which a cell ran in this Python. */
  readonly #ran = new Map<number, CellView>();
  readonly #verdicts: Verdicts;
  #progress: Progress | undefined;
  readonly #setup: LessonCell | undefined;
  /** A cell was to run in this Python. */
  #isUsed = false;
  /** The set-up cell has run in this Python. */
  #isSetUp = false;
  /** What runs cells, one after the other; given up when Python ends. */
  #queue: Promise<unknown> = Promise.resolve();
  #turn = 0;

  constructor(data: LessonData) {
    this.#data = data;
    this.#verdicts = new Verdicts(data);
    this.#setup = data.cells.find(({ role }) => role === "setup");
    this.#bar = new ToolBar(need(document, "#nbproof-tools"), {
      onRunAll: () => this.#runCells(this.#cells),
      onStop: () => {
        this.#turn += 1;
        this.#python.stop();
      },
    });
    this.#python = new Python({
      data,
      onState: (state) => this.#bar.show(state),
      onGone: (reason) => this.#onGone(reason),
    });
    this.#store = new Store({
      data,
      onLost: () => {
        addEventListener("beforeunload", askFirst);
        this.#bar.tell("This browser does not keep what you write: download your work before you leave the page.");
      },
      onElsewhere: () => this.#bar.tell("This lesson was changed in another tab. Reload the page to see that."),
    });
  }

  open(): void {
    const { edits } = this.#store.work;
    for (const place of document.querySelectorAll<HTMLElement>("[data-cell]")) {
      const cell = this.#data.cells.find(({ id }) => id === place.dataset["cell"]);
      if (cell !== undefined) this.#addCell(place, cell, edits[cell.id]);
    }
    for (const place of document.querySelectorAll<HTMLElement>("[data-predict]")) {
      const cell = this.#cells.find((each) => each.cell.id === place.dataset["predict"]);
      if (cell !== undefined && cell.cell.lacks === "") addPrediction(place, cell);
    }
    for (const place of document.querySelectorAll<HTMLElement>("[data-exercise]")) this.#addExercise(place);
    this.#addProgress();
    need(document, ".elsewhere").append(
      " ",
      button("Download my work", () => void this.#save(), { title: "The notebook with what you have written" }),
      " ",
      importWork((sources) => this.#load(sources)),
    );
    fitFrames(document);
    this.#startEarly();
  }

  /** Who points at what runs code will run it soon: Python may start meanwhile. */
  #startEarly(): void {
    const runs = ".cell-tools, .verdict, #nbproof-tools";
    const start = ({ target }: Event): void => {
      if (!(target instanceof HTMLButtonElement) || target.closest(runs) === null) return;
      removeEventListener("pointerover", start);
      void this.#python.start();
    };
    addEventListener("pointerover", start);
  }

  /** What there is to do, and what of it is done. */
  #addProgress(): void {
    const parts: Part[] = [];
    const own = new Set(this.#data.parts);
    for (const place of document.querySelectorAll<HTMLElement>("[data-cell], [data-exercise], [data-quiz]")) {
      const { cell, exercise, quiz } = place.dataset;
      const id = cell ?? exercise ?? quiz ?? "";
      if (own.has(id)) parts.push({ id, place });
      if (quiz !== undefined) onAnswered(place, () => this.#finish(quiz));
    }
    this.#progress = new Progress(parts, need(document, "#nbproof-tools"));
    this.#showProgress();
  }

  #finish(part: string): void {
    this.#store.finish(part);
    this.#showProgress();
  }

  #showProgress(): void {
    const { done, passed } = this.#store.work;
    this.#progress?.show(new Set([...done, ...passed]));
  }

  #addCell(place: HTMLElement, cell: LessonCell, edited: string | undefined): void {
    const view = new CellView({
      place,
      cell,
      number: this.#cells.length + 1,
      edited,
      onRun: (from, thenNext) => {
        this.#runCells([from]);
        if (thenNext) this.#move(from, 1);
      },
      onRunToHere: (to) => this.#runCells(this.#cells.slice(0, this.#cells.indexOf(to) + 1)),
      onEdit: (own) => {
        this.#store.edit(cell.id, own.isEdited ? own.code : undefined);
        for (const exercise of this.#exercises) if (exercise.answer === own) exercise.change();
      },
      onMove: (from, by) => this.#move(from, by),
      cellOf: (count) => this.#ran.get(count),
    });
    this.#cells.push(view);
  }

  #addExercise(place: HTMLElement): void {
    const check = this.#data.cells.find(({ id }) => id === place.dataset["exercise"]);
    const answer = this.#cells.find(
      (each) => place.querySelector(`[data-cell="${CSS.escape(each.cell.id)}"]`) !== null,
    );
    if (check === undefined || answer === undefined || check.lacks !== "") return;
    const exercise = addExercise({
      place,
      check,
      answer,
      passed: this.#store.work.passed.includes(check.id),
      onCheck: (each) => this.#enqueue(async () => await this.#check(each)),
      onPassed: (passed) => {
        this.#store.pass(check.id, passed);
        this.#showProgress();
      },
    });
    this.#exercises.push(exercise);
  }

  #move(from: CellView, by: 1 | -1): void {
    this.#cells[this.#cells.indexOf(from) + by]?.focus();
  }

  /** One after the other; what raises stops no other, as where a cell is meant to. */
  #runCells(cells: readonly CellView[]): void {
    for (const cell of cells) {
      if (cell.cell.lacks === "") this.#enqueue(async () => await this.#run(cell));
    }
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
      this.#bar.tell(`This page itself failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #run(cell: CellView): Promise<RunEnd> {
    const { code, run } = cell.begin();
    this.#isUsed = true;
    const setUp = await this.#setUp();
    if (setUp !== undefined) {
      cell.end(setUp);
      return { kind: "gone", reason: setUp };
    }
    this.#verdicts.begin(cell.cell.id, code === cell.cell.source);
    const end = await this.#python.run(cell.cell.id, code, {
      answers: cell.answers,
      onOutputs: (outputs) => cell.show(outputs, run),
      onQuestion: (question) => cell.ask(question),
    });
    if (end.count !== undefined) this.#ran.set(end.count, cell);
    cell.end(words(end, this.#data.kernel.python));
    if (end.kind !== "gone" && end.interrupted !== true) {
      this.#finish(cell.cell.id);
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
    for (const each of this.#cells) if (withdrawn.has(each.cell.id)) each.withdraw();
  }

  async #check(exercise: Exercise): Promise<void> {
    const { answer, check } = exercise;
    if (answer.ran !== answer.code) {
      const end = await this.#run(answer);
      if (end.kind === "gone" || end.interrupted === true) return;
    }
    const number = exercise.begin();
    const end = await this.#python.run(check.id, check.source, {
      answers: answer.answers,
      onOutputs: (outputs) => exercise.show(outputs, number),
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
    for (const cell of this.#cells) cell.forget();
    const what = reason === undefined ? "Python was stopped." : `${reason}.`;
    if (!wasUsed) return this.#bar.tell(reason === undefined ? "" : what);
    this.#bar.tell(`${what} What the cells had made is gone, what you have written is not: run the cells again.`);
  }

  async #save(): Promise<void> {
    const problem = await saveWork(this.#data, this.#cells);
    if (problem !== undefined) this.#bar.tell(problem);
  }

  #load(sources: ReadonlyMap<string, string> | string): void {
    if (typeof sources === "string") return this.#bar.tell(sources);
    const own = this.#cells.filter(({ cell }) => sources.has(cell.id));
    for (const cell of own) cell.reset(sources.get(cell.cell.id));
    const { title } = this.#data;
    this.#bar.tell(
      own.length === 0
        ? `There is no cell of “${title}” in this notebook.`
        : `The code of ${own.length} cells was taken over. Run them again.`,
    );
  }
}

/** Once each right answer of a question was opened. */
function onAnswered(quiz: HTMLElement, done: () => void): void {
  const right = new Set(quiz.querySelectorAll<HTMLDetailsElement>("details.right"));
  for (const choice of right) {
    choice.addEventListener("toggle", () => {
      if (choice.open) right.delete(choice);
      if (right.size === 0) done();
    });
  }
}

/** Browsers ask whether the page is to be left. */
function askFirst(event: Event): void {
  event.preventDefault();
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
