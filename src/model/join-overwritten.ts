/** A piece of what a cell put out: text of a stream, or anything else. */
interface Piece {
  readonly type: string;
  readonly name?: string;
  readonly text?: string;
}

/** Characters of a piece's text. */
export interface Slice {
  /** Of the piece. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
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
  return placeOverwritten(outputs).map((slices) => joinPlaced(outputs, slices));
}

/** The text that stands where slices of others do. */
export function joinPlaced(outputs: readonly Piece[], slices: readonly Slice[]): string {
  return slices.map(({ index, start, end }) => outputs[index]?.text?.slice(start, end) ?? "").join("");
}

/** As `joinOverwritten`, for texts that know their places: what stands where each text stood. */
export function placeOverwritten(outputs: readonly Piece[]): readonly (readonly Slice[])[] {
  const texts = outputs.map(({ text = "" }): JoinedText => ({ text, before: [], end: text.length }));
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
  return texts.map(({ before, end }, index) => [...before, { index, start: 0, end }]);
}

/** A piece, with what has moved to its beginning and from its end. */
interface JoinedText {
  readonly text: string;
  before: readonly Slice[];
  end: number;
}

const goesBack = /[\r\b]/;

function join({ pieces, isOverwritten }: OpenLine, texts: readonly JoinedText[]): void {
  const last = texts[pieces.at(-1) ?? -1];
  if (!isOverwritten || last === undefined) return;
  const moved = pieces.slice(0, -1).flatMap((index) => {
    const earlier = texts[index];
    if (earlier === undefined) return [];
    const { text, end } = earlier;
    earlier.end = lastLineOf(text);
    return [{ index, start: earlier.end, end }];
  });
  last.before = [...last.before, ...moved];
}

/** Where the text's last line begins. */
function lastLineOf(text: string): number {
  return text.lastIndexOf("\n") + 1;
}
