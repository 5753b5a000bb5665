import type { Slice } from "../model/join-overwritten.ts";
import type { RunningLines } from "../model/observation.ts";
import type { PlacedOutput } from "./read-places.ts";

/** A piece of a text and what was running when it was written, where that is known. */
export interface PlacedPiece {
  readonly text: string;
  readonly running?: RunningLines;
}

/** The texts of stdout, each in pieces, without so many characters that were cleared away; nothing where the lengths do not add up: a forked process writes past the record. */
export function placeTexts(
  texts: readonly string[],
  placed: readonly PlacedOutput[],
  cleared: number,
): readonly (readonly PlacedPiece[])[] | undefined {
  const all = texts.join("");
  const left = withoutFirst(
    placed.filter(({ kind }) => kind === "text"),
    cleared,
  );
  if (sum(left) !== codePoints(all)) return undefined;
  const pieces = cut(all, left);
  let start = 0;
  return texts.map((text) => slicePieces(pieces, start, (start += text.length)));
}

/** What was running at each display, or each result; nothing where there are more or fewer than were told. */
export function placeDisplayed(placed: readonly PlacedOutput[], count: number): readonly RunningLines[] | undefined {
  return placed.length === count ? placed.map(({ running }) => running) : undefined;
}

/** What was running at each line of a text that is put together from slices of others. */
export function runningByLine(
  slices: readonly Slice[],
  pieces: ReadonlyMap<number, readonly PlacedPiece[]>,
): readonly (readonly RunningLines[])[] {
  const lines: RunningLines[][] = [[]];
  const unknown: RunningLines = { lines: [], whole: false };
  for (const { index, start, end } of slices) {
    for (const { text, running = unknown } of slicePieces(pieces.get(index) ?? [], start, end)) {
      for (const [at, part] of text.split(/(?<=\n)/).entries()) {
        if (at > 0) lines.push([]);
        if (part !== "" && lines.at(-1)?.includes(running) === false) lines.at(-1)?.push(running);
      }
      if (text.endsWith("\n")) lines.push([]);
    }
  }
  return lines;
}

/** How long Python finds a text. */
export function codePoints(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

function sum(placed: readonly PlacedOutput[]): number {
  return placed.reduce((total, { length }) => total + length, 0);
}

function withoutFirst(placed: readonly PlacedOutput[], count: number): readonly PlacedOutput[] {
  let left = count;
  return placed.flatMap((output) => {
    const gone = Math.min(left, output.length);
    left -= gone;
    return gone === output.length ? [] : [{ ...output, length: output.length - gone }];
  });
}

function cut(text: string, placed: readonly PlacedOutput[]): readonly PlacedPiece[] {
  const isNarrow = codePoints(text) === text.length;
  let at = 0;
  return placed.map(({ length, running }) => {
    const end = isNarrow ? at + length : afterCharacters(text, at, length);
    const piece = { text: text.slice(at, end), running };
    at = end;
    return piece;
  });
}

function afterCharacters(text: string, from: number, count: number): number {
  let at = from;
  for (let left = count; left > 0; left--) at += (text.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1;
  return at;
}

function slicePieces(pieces: readonly PlacedPiece[], start: number, end: number): readonly PlacedPiece[] {
  let at = 0;
  return pieces.flatMap((piece) => {
    const from = at;
    at += piece.text.length;
    const text = piece.text.slice(Math.max(0, start - from), Math.max(0, end - from));
    return text === "" ? [] : [{ ...piece, text }];
  });
}
