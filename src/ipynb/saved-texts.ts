import { placeOverwritten, type Slice } from "../model/join-overwritten.ts";
import type { SourcePlace, SourceText } from "../source/place.ts";
import { renderTerminalText } from "../model/terminal-text.ts";
import type { SavedOutput } from "./notebook.ts";

/** What a reader sees of saved outputs, as text. */
export interface SavedTexts {
  /** As `seenText` has it: stdout, results and displays, in order, each result or display on a new line. */
  readonly seen: SourceText;
  readonly stderr: SourceText;
  /** The 1-based line of `seen` on which each display or result begins. */
  readonly displayLines: readonly number[];
}

/** Puts the texts of saved outputs together; errors are not among them. */
export function savedTexts(outputs: readonly SavedOutput[]): SavedTexts {
  const [seen, stderr] = [new TextBuilder(), new TextBuilder()];
  const displayLines: number[] = [];
  for (const { output, text } of joinLines(mergeStreams(outputs))) {
    switch (output.type) {
      case "stream":
        (output.name === "stdout" ? seen : stderr).add({ ...text, value: renderTerminalText(text.value) });
        break;
      case "display":
      case "result":
        seen.endLine(text);
        displayLines.push(seen.line);
        seen.add(text);
        seen.breakLine(text);
        break;
      case "error":
    }
  }
  return { seen: seen.text, stderr: stderr.text, displayLines };
}

/** A line that is written over stands whole where it was written last, as when a cell runs. */
function joinLines(outputs: readonly SavedOutput[]): readonly SavedOutput[] {
  const pieces = outputs.map(({ output, text }) =>
    output.type === "stream" ? { type: output.type, name: output.name, text: text.value } : { type: output.type },
  );
  const joined = placeOverwritten(pieces);
  return outputs.map((saved, index) => {
    if (saved.output.type !== "stream") return saved;
    const text = new TextBuilder();
    for (const slice of joined[index] ?? []) text.add(sliceOf(outputs[slice.index]?.text, slice));
    return { ...saved, text: text.text };
  });
}

/** Of whole lines, so that each keeps its place. */
function sliceOf({ value, starts }: SourceText = { value: "", starts: [] }, { start, end }: Slice): SourceText {
  const first = value.slice(0, start).split("\n").length - 1;
  const sliced = value.slice(start, end);
  return { value: sliced, starts: starts.slice(first, first + sliced.split("\n").length) };
}

/** Pieces of one stream that follow each other: a carriage return goes back over the piece before, too. */
function mergeStreams(outputs: readonly SavedOutput[]): readonly SavedOutput[] {
  const merged: { readonly first: SavedOutput; readonly text: TextBuilder }[] = [];
  for (const saved of outputs) {
    const last = merged.at(-1);
    const { output } = saved;
    const before = last?.first.output;
    const goesOn = output.type === "stream" && before?.type === "stream" && output.name === before.name;
    if (goesOn) last?.text.add(saved.text);
    else {
      const text = new TextBuilder();
      text.add(saved.text);
      merged.push({ first: saved, text });
    }
  }
  return merged.map(({ first, text }) => ({ ...first, text: text.text }));
}

/** Puts texts together line by line, so that each line keeps the place where it begins. */
class TextBuilder {
  readonly #pieces: string[] = [];
  readonly #starts: SourcePlace[] = [];
  #endsLine = true;

  get text(): SourceText {
    return { value: this.#pieces.join(""), starts: [...this.#starts] };
  }

  /** The 1-based line that what comes next begins on. */
  get line(): number {
    return Math.max(1, this.#starts.length);
  }

  add({ value, starts }: SourceText): void {
    // A line that has begun keeps the place where it did.
    if (this.#endsLine) this.#starts.pop();
    for (const start of this.#endsLine ? starts : starts.slice(1)) this.#starts.push(start);
    this.#put(value);
  }

  /** Ends a line that has not been ended. */
  endLine(at: SourceText): void {
    if (!this.#endsLine) this.breakLine(at);
  }

  /** Adds a line's end; what follows, if anything, stands at the text. */
  breakLine({ starts }: SourceText): void {
    const last = starts.at(-1);
    if (last !== undefined) this.#starts.push(last);
    this.#put("\n");
  }

  #put(value: string): void {
    this.#pieces.push(value);
    if (value !== "") this.#endsLine = value.endsWith("\n");
  }
}
