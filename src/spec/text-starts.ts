import type { SourcePlace } from "../source/place.ts";
import { placeAt, type SourceFile } from "../source/source-file.ts";

/** A scalar as it stands in a file. */
export interface WrittenScalar {
  readonly style: "plain" | "single" | "double" | "literal" | "folded";
  /** Offsets of what the author wrote: of a block scalar, its lines without the header. */
  readonly from: number;
  readonly to: number;
}

/** The place in the file of the first character of each line of a scalar's value. */
export function textStarts(source: SourceFile, scalar: WrittenScalar, value: string): readonly SourcePlace[] {
  return lineOffsets(source.text.slice(scalar.from, scalar.to), scalar.style, value).map((offset) =>
    placeAt(source, scalar.from + offset),
  );
}

function lineOffsets(raw: string, style: WrittenScalar["style"], value: string): readonly number[] {
  if (style === "literal") return literalOffsets(raw, value);
  return style === "folded" ? foldedOffsets(raw, value) : flowOffsets(raw, style, value);
}

/** Line for line: what a written line has more than the value's is its indentation. */
function literalOffsets(raw: string, value: string): readonly number[] {
  const written = linesWithOffsets(raw);
  return value.split("\n").map((line, index) => {
    const found = written[index] ?? written.at(-1);
    return found === undefined ? 0 : found.offset + Math.max(0, found.text.length - line.length);
  });
}

/** Each line of the value begins with the whole of a written line, indentation apart. */
function foldedOffsets(raw: string, value: string): readonly number[] {
  const written = linesWithOffsets(raw);
  let next = 0;
  return value.split("\n").map((line) => {
    const index = nextIndex(written, next, ({ text }) =>
      line === "" ? text.trim() === "" : text.trim() !== "" && beginsWith(line, text),
    );
    const found = written[index] ?? written[next] ?? written.at(-1);
    if (index !== -1) next = index + 1;
    return found === undefined ? 0 : found.offset + indentation(found.text) - indentation(line);
  });
}

/** From there on, and not much further: the two go on side by side. */
function nextIndex<T>(items: readonly T[], from: number, isIt: (item: T) => boolean): number {
  const within = items.slice(from, from + 1000).findIndex(isIt);
  return within === -1 ? -1 : from + within;
}

function beginsWith(line: string, written: string): boolean {
  return line.trimStart().startsWith(written.trim());
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

/** Reads the scalar again, character by character, noting where each line of the value begins. */
function flowOffsets(raw: string, style: "plain" | "single" | "double", value: string): readonly number[] {
  const first = style === "plain" ? 0 : 1;
  if (!/[\n\r\\]/.test(raw)) return [first];
  const offsets: number[] = [];
  let read = "";
  const pieces = style === "plain" ? raw : raw.slice(1, -1);
  for (const piece of pieces.matchAll(flowPieces[style])) {
    const text = readPiece(piece[0], style);
    const next = first + piece.index + piece[0].length;
    offsets.push(...Array.from(text.matchAll(/\n/g), () => next));
    read += text;
  }
  return read === value ? [first, ...offsets] : value.split("\n").map(() => 0);
}

const fold = String.raw`[ \t]*(?:\r?\n[ \t]*)+`;

/** Taken whole: begun at each of its characters again, a long one would take the square of its time. */
const space = String.raw`[ \t]+`;

const flowPieces: Readonly<Record<"plain" | "single" | "double", RegExp>> = {
  plain: new RegExp(`${fold}|${space}|[^]`, "g"),
  single: new RegExp(`${fold}|${space}|''|[^]`, "g"),
  double: new RegExp(String.raw`\\\r?\n[ \t]*|${fold}|${space}|\\x..|\\u.{4}|\\U.{8}|\\.|[^]`, "g"),
};

function readPiece(piece: string, style: "plain" | "single" | "double"): string {
  if (style === "single" && piece === "''") return "'";
  if (style === "double" && piece.startsWith("\\")) return readEscape(piece);
  const breaks = piece.match(/\n/g)?.length ?? 0;
  if (breaks === 0) return piece;
  return breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\u0007",
  b: "\b",
  e: "\u001b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};

function readEscape(piece: string): string {
  const name = piece.charAt(1);
  if (name === "\n" || name === "\r") return "";
  if (piece.length > 2) return String.fromCodePoint(Number.parseInt(piece.slice(2), 16) || 0);
  return escapes[name] ?? name;
}

function linesWithOffsets(raw: string): readonly { readonly text: string; readonly offset: number }[] {
  let offset = 0;
  return raw.split("\n").map((line) => {
    const here = { text: line.replace(/\r$/, ""), offset };
    offset += line.length + 1;
    return here;
  });
}
