import type { Output } from "../model/observation.ts";
import type { Editor } from "./editor.ts";
import { button, element, need } from "./elements.ts";
import type { LessonCell } from "../model/lesson-data.ts";
import { linkTracebacks } from "./link-tracebacks.ts";
import { type Question, Questions } from "./questions.ts";
import type { Verdict } from "./verdicts.ts";
import { showOutputs } from "./show-outputs.ts";

export interface CellActions {
  readonly onRun: (cell: CellView, thenNext: boolean) => void;
  readonly onRunToHere: (cell: CellView) => void;
  readonly onEdit: (cell: CellView) => void;
  /** To the next cell, or the one before. */
  readonly onMove: (cell: CellView, by: 1 | -1) => void;
  /** The cell that ran under that number last, as a traceback names it. */
  readonly cellOf: (count: number) => CellView | undefined;
}

export interface CellOptions extends CellActions {
  readonly place: HTMLElement;
  readonly cell: LessonCell;
  /** From 1, among the page's cells. */
  readonly number: number;
  /** The student's code, where it is not the author's. */
  readonly edited: string | undefined;
}

/** A cell of code in the page. */
export class CellView {
  readonly cell: LessonCell;
  /** The latest outputs of a run here; absent where it has not run since Python started. */
  outputs: readonly Output[] | undefined;
  /** The code of the latest run in this Python. */
  ran: string | undefined;
  readonly #options: CellOptions;
  readonly #source: HTMLElement;
  readonly #outputs: HTMLElement;
  readonly #mark = element("span", "mark");
  /** The code whose outputs stand below. */
  #shown: string | undefined;
  /** What its output is to what the lesson says. */
  readonly #verdict = element("span", "held");
  readonly #reset: HTMLButtonElement;
  #code: string;
  #editor: Editor | undefined;
  /** Set when all outputs are to be drawn with the next frame. */
  #drawing = false;
  /** How the latest run ended. */
  #said = "";
  readonly #questions: Questions;

  constructor(options: CellOptions) {
    const { place, cell, number, edited } = options;
    this.cell = cell;
    this.#options = options;
    this.#source = need(place, ".source");
    this.#outputs = need(place, ".outputs");
    this.#code = edited ?? cell.source;
    this.#reset = button("Reset", () => this.reset(), { title: "The cell's code as the lesson has it" });
    this.#reset.hidden = edited === undefined;
    if (edited !== undefined) need(this.#source, "code").textContent = edited;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", `Cell ${number}`);
    place.tabIndex = -1;
    place.addEventListener("keydown", (event) => this.#onKey(event));
    this.#source.addEventListener("click", () => void this.edit());
    this.#source.addEventListener("pointerenter", () => void import("./editor.ts"), { once: true });
    this.#questions = new Questions(place);
    if (cell.lacks === "") this.#addTools(number);
    this.#expectQuestions();
  }

  get code(): string {
    return this.#code;
  }

  get isEdited(): boolean {
    return this.#code !== this.cell.source;
  }

  /** To what it will ask, a line each, where it has to be answered before it runs. */
  get answers(): readonly string[] | undefined {
    return this.#questions.answers;
  }

  /** Puts the cursor into its code. */
  async edit(): Promise<void> {
    if (this.#editor === undefined) {
      const { openEditor } = await import("./editor.ts");
      const parent = element("div", "editor");
      this.#editor ??= openEditor({
        parent,
        code: this.#code,
        label: `Code of cell ${this.#options.number}`,
        onChange: (code) => this.#change(code),
        onRun: (thenNext) => this.#options.onRun(this, thenNext),
        onLeave: () => this.#options.place.focus(),
      });
      this.#source.replaceWith(parent);
    }
    this.#editor.focus();
  }

  focus(): void {
    (this.#source.isConnected ? this.#source : this.#options.place).focus();
    this.#options.place.scrollIntoView({ block: "nearest" });
  }

  /** Puts the cursor into a line of its code, from 1. */
  async goTo(line: number): Promise<void> {
    await this.edit();
    this.#editor?.goTo(line);
    this.#options.place.scrollIntoView({ block: "nearest" });
  }

  /** The author's code again, or other code. */
  reset(code: string = this.cell.source): void {
    this.#editor?.setCode(code);
    need(this.#source, "code").textContent = code;
    this.#change(code);
  }

  /** Its code may change from now on: what runs is what this gives. */
  begin(): string {
    this.#said = "running …";
    this.#mark.textContent = this.#said;
    this.#outputs.setAttribute("aria-busy", "true");
    this.ran = this.#code;
    this.#shown = this.#code;
    this.#verdict.textContent = "";
    this.outputs = [];
    this.#draw();
    return this.#code;
  }

  show(outputs: readonly Output[]): void {
    this.outputs = outputs;
    this.#verdict.textContent = "";
    this.#draw();
  }

  ask(question: Question): void {
    this.#questions.ask(question);
  }

  /** Whatever it asked needs no answer any more. */
  endQuestion(): void {
    this.#questions.end();
  }

  end(mark: string): void {
    this.endQuestion();
    this.#said = mark;
    this.#showMark();
    this.#outputs.removeAttribute("aria-busy");
    // A function of another cell has asked.
    if (this.outputs?.some(isUnasked) === true) this.#questions.expect(true);
    // Only now is it known under which number it ran.
    this.#draw();
  }

  /** Says what these outputs are to what the lesson says, as long as it still shows them. */
  judge(outputs: readonly Output[], { said }: Verdict): void {
    if (this.outputs !== outputs || said === undefined) return;
    this.#verdict.textContent = said.words;
    this.#verdict.classList.toggle("differs", !said.asSaid);
  }

  /** What it was held against is no more. */
  withdraw(): void {
    this.#verdict.textContent = "";
  }

  /** Python is another one. */
  forget(): void {
    this.endQuestion();
    this.ran = undefined;
    if (this.#mark.textContent !== "") this.#said = "from a Python that has ended";
    this.#showMark();
    this.#outputs.removeAttribute("aria-busy");
  }

  /** Where what it shows is to be guessed first, that is folded. */
  isFolded: () => boolean = () => false;

  #addTools(number: number): void {
    const { place } = this.#options;
    const run = button("Run", () => this.#options.onRun(this, false), {
      label: `Run cell ${number}`,
      title: "Shift+Enter",
    });
    const to = button("Run to here", () => this.#options.onRunToHere(this), {
      label: `Run to here: cells 1 to ${number}`,
    });
    const tools = element("div", "cell-tools", run, to, this.#reset, this.#mark, this.#verdict);
    place.insertBefore(tools, this.#outputs);
  }

  #expectQuestions(): void {
    this.#questions.expect(this.cell.lacks === "" && /\b(?:input|getpass)\s*\(/.test(this.#code));
  }

  #change(code: string): void {
    this.#code = code;
    this.#expectQuestions();
    this.#reset.hidden = !this.isEdited;
    this.#showMark();
    this.#options.onEdit(this);
  }

  /** What stands below is what other code has shown, once it was changed. */
  #showMark(): void {
    const changed = this.#shown !== undefined && this.#shown !== this.#code;
    this.#verdict.hidden = changed;
    this.#mark.textContent = changed && this.#said !== "" ? `before the change: ${this.#said}` : this.#said;
  }

  /** With the next frame: a cell may put out much in a short time. */
  #draw(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      if (this.outputs?.length === 0) return this.#outputs.replaceChildren();
      const live = element("div", "live");
      showOutputs(live, this.outputs ?? []);
      linkTracebacks(live, (count, line) => {
        const cell = this.#options.cellOf(count);
        return cell && (() => void cell.goTo(line));
      });
      const folded = this.isFolded() && (this.outputs?.length ?? 0) > 0;
      const shown = folded
        ? element("details", "live-fold", element("summary", "", "What it shows: guess first, then look"), live)
        : live;
      this.#outputs.replaceChildren(shown);
    });
  }

  /** Keys of Jupyter's command mode, where no text is entered. */
  #onKey(event: KeyboardEvent): void {
    const { onRun, onMove, place } = this.#options;
    if (event.target !== place && event.target !== this.#source) return;
    if (event.key === "Enter" && this.cell.lacks === "" && (event.shiftKey || event.ctrlKey || event.metaKey))
      onRun(this, event.shiftKey);
    else if (event.key === "Enter" && !event.shiftKey) void this.edit();
    else if (event.key === "ArrowDown" && !event.altKey) onMove(this, 1);
    else if (event.key === "ArrowUp" && !event.altKey) onMove(this, -1);
    else return;
    event.preventDefault();
  }
}

function isUnasked(output: Output): boolean {
  return output.type === "error" && output.name === "StdinNotImplementedError";
}
