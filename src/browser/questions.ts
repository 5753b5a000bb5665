import { button, element } from "./elements.ts";
import { ANSWER_LIMIT } from "./shared-memory.ts";

/** What a cell asks by `input()` or `getpass()`. */
export interface Question {
  readonly prompt: string;
  readonly password: boolean;
  /** To be called once. */
  readonly answer: (text: string) => void;
}

/** What a cell asks, and what it is answered: while it runs, or where a worker cannot wait (`shared-memory.ts`) before. */
export class Questions {
  readonly #place: HTMLElement;
  #asked: HTMLElement | undefined;
  #ahead: HTMLTextAreaElement | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  /** What was written ahead, a line each; absent where there is no field for it. */
  get answers(): readonly string[] | undefined {
    if (this.#ahead === undefined) return undefined;
    return this.#ahead.value === "" ? [] : this.#ahead.value.replace(/\n$/, "").split("\n");
  }

  ask(question: Question): void {
    this.#asked?.remove();
    this.#asked = askBelow(this.#place, question);
  }

  /** What was asked needs no answer any more. */
  end(): void {
    this.#asked?.remove();
  }

  /** Has a field for answers where the cell will ask; what is written in it already stays. */
  expect(asks: boolean): void {
    if (globalThis.crossOriginIsolated) return;
    if (asks) this.#ahead ??= answerAhead(this.#place);
    else if (this.#ahead?.value === "") {
      this.#ahead.closest(".ask")?.remove();
      this.#ahead = undefined;
    }
  }
}

/** A form that asks it, with the cursor in it. */
function askBelow(place: HTMLElement, { prompt, password, answer }: Question): HTMLElement {
  const field = document.createElement("input");
  field.type = password ? "password" : "text";
  field.maxLength = ANSWER_LIMIT;
  field.autocomplete = "off";
  field.spellcheck = false;
  const label = element("label", "", element("span", "prompt", prompt === "" ? "The cell asks:" : prompt), " ", field);
  const form = element("div", "ask", label, " ");
  const give = (): void => {
    form.remove();
    answer(field.value);
  };
  form.append(button("Answer", give));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    give();
  });
  place.append(form);
  field.focus();
  return form;
}

/** A field for what a cell will be answered, where the page cannot be asked while it runs. */
function answerAhead(place: HTMLElement): HTMLTextAreaElement {
  const field = document.createElement("textarea");
  field.rows = 2;
  field.spellcheck = false;
  const what = "This cell asks for input. Write your answers before you run it, a line for each:";
  place.append(element("div", "ask", element("label", "", element("span", "prompt", what), field)));
  return field;
}
