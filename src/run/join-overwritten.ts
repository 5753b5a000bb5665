/** A piece of what a cell put out: text of a stream, or anything else. */
interface Piece {
  readonly type: string;
  readonly name?: string;
  readonly text?: string;
}

/** A line of one stream, in pieces with those of the other between them. */
interface OpenLine {
  readonly pieces: number[];
  /** It has a carriage return or a backspace. */
  isOverwritten: boolean;
}

/**
 * The texts of streams, by index, after which a line that is written over stands whole where it was written last. Which
 * pieces of stdout and stderr come between each other is chance, and must not decide what a carriage return goes back to.
 */
export function joinOverwritten(outputs: readonly Piece[]): readonly string[] {
  const texts = outputs.map(({ text = "" }) => text);
  const open = new Map<string, OpenLine>();
  for (const [index, { type, name = "", text = "" }] of outputs.entries()) {
    if (type !== "stream") {
      for (const line of open.values()) join(line, texts);
      open.clear();
      continue;
    }
    const end = text.indexOf("\n");
    const line = open.get(name) ?? { pieces: [], isOverwritten: false };
    line.pieces.push(index);
    line.isOverwritten ||= goesBack.test(end === -1 ? text : text.slice(0, end));
    if (end === -1) {
      open.set(name, line);
      continue;
    }
    join(line, texts);
    const rest = text.slice(lastLineOf(text));
    open.set(name, { pieces: rest === "" ? [] : [index], isOverwritten: goesBack.test(rest) });
  }
  for (const line of open.values()) join(line, texts);
  return texts;
}

const goesBack = /[\r\b]/;

function join({ pieces, isOverwritten }: OpenLine, texts: string[]): void {
  const last = pieces.at(-1);
  if (!isOverwritten || last === undefined) return;
  const earlier = pieces.slice(0, -1).map((index) => {
    const text = texts[index] ?? "";
    const start = lastLineOf(text);
    texts[index] = text.slice(0, start);
    return text.slice(start);
  });
  texts[last] = earlier.join("") + (texts[last] ?? "");
}

/** Where the text's last line begins. */
function lastLineOf(text: string): number {
  return text.lastIndexOf("\n") + 1;
}
