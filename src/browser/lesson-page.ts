import { CellView } from "./cell-view.ts";
import { button, need } from "./elements.ts";
import { addExercise, type Exercise } from "./exercise.ts";
import type { LessonCell, LessonData } from "../model/lesson-data.ts";
import { LessonRuns } from "./lesson-runs.ts";
import { addPrediction } from "./prediction.ts";
import { type Part, Progress } from "./progress.ts";
import { fitFrames } from "./show-outputs.ts";
import { Store } from "./store.ts";
import { ToolBar } from "./tool-bar.ts";
import { importWork, saveWork } from "./work-file.ts";

/** Makes a lesson's page one that runs. */
export function openLesson(data: LessonData): void {
  new LessonPage(data).open();
}

class LessonPage {
  readonly #data: LessonData;
  readonly #store: Store;
  readonly #runs: LessonRuns;
  readonly #bar: ToolBar;
  readonly #cells: CellView[] = [];
  readonly #exercises: Exercise[] = [];
  #progress: Progress | undefined;

  constructor(data: LessonData) {
    this.#data = data;
    this.#bar = new ToolBar(need(document, "#nbproof-tools"), {
      onRunAll: () => this.#runs.run(this.#cells),
      onStop: () => this.#runs.stop(),
    });
    this.#runs = new LessonRuns({
      data,
      cells: this.#cells,
      onState: (state) => this.#bar.show(state),
      onTold: (message) => this.#bar.tell(message),
      onRan: (cell) => this.#finish(cell),
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
      this.#runs.startEarly();
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
        this.#runs.run([from]);
        if (thenNext) this.#move(from, 1);
      },
      onRunToHere: (to) => this.#runs.run(this.#cells.slice(0, this.#cells.indexOf(to) + 1)),
      onEdit: (own) => {
        this.#store.edit(cell.id, own.isEdited ? own.code : undefined);
        for (const exercise of this.#exercises) if (exercise.answer === own) exercise.change();
      },
      onMove: (from, by) => this.#move(from, by),
      cellOf: (count) => this.#runs.cellOf(count),
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
      onCheck: (each) => this.#runs.check(each),
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
