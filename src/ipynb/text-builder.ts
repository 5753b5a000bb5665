import type { SourceText } from "../source/place.ts";

/** Puts texts together line by line, so that each line keeps the place where it begins. */
export class TextBuilder {
  #text: SourceText = { value: "", starts: [] };

  get text(): SourceText {
    return this.#text;
  }

  /** The 1-based line that what comes next begins on. */
  get line(): number {
    return Math.max(1, this.#text.starts.length);
  }

  add({ value, starts }: SourceText): void {
    const before = this.#text;
    const kept = before.value === "" || before.value.endsWith("\n") ? before.starts.slice(0, -1) : before.starts;
    const added = kept === before.starts && before.value !== "" ? starts.slice(1) : starts;
    this.#text = { value: before.value + value, starts: [...kept, ...added] };
  }

  /** Ends a line that has not been ended. */
  endLine(at: SourceText): void {
    if (this.#text.value !== "" && !this.#text.value.endsWith("\n")) this.breakLine(at);
  }

  /** Adds a line's end; what follows, if anything, stands at the text. */
  breakLine({ starts }: SourceText): void {
    const last = starts.at(-1);
    const { value, starts: before } = this.#text;
    this.#text = { value: `${value}\n`, starts: last === undefined ? before : [...before, last] };
  }
}
