import { placeOverwritten, type Slice } from "../model/join-overwritten.ts";
import type { SourceText } from "../source/place.ts";
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
  const merged: SavedOutput[] = [];
  for (const saved of outputs) {
    const last = merged.at(-1);
    const goesOn =
      saved.output.type === "stream" && last?.output.type === "stream" && saved.output.name === last.output.name;
    if (!goesOn) {
      merged.push(saved);
      continue;
    }
    const both = new TextBuilder();
    both.add(last.text);
    both.add(saved.text);
    merged[merged.length - 1] = { ...last, text: both.text };
  }
  return merged;
}

/** Puts texts together line by line, so that each line keeps the place where it begins. */
class TextBuilder {
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
