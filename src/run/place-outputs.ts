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
      for (let at = 0; at < text.length;) {
        if (lines.at(-1)?.includes(running) === false) lines.at(-1)?.push(running);
        const lineEnd = text.indexOf("\n", at);
        if (lineEnd !== -1) lines.push([]);
        at = lineEnd === -1 ? text.length : lineEnd + 1;
      }
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
  if (count === 0) return placed;
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

// Plain loops: each cell with claims passes here, and the first hundreds before V8 has compiled it.
function slicePieces(pieces: readonly PlacedPiece[], start: number, end: number): readonly PlacedPiece[] {
  const sliced: PlacedPiece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const from = at;
    at += piece.text.length;
    if (from >= end) break;
    if (at <= start || at === from) continue;
    const isWhole = from >= start && at <= end;
    sliced.push(isWhole ? piece : { ...piece, text: piece.text.slice(Math.max(0, start - from), end - from) });
  }
  return sliced;
}
