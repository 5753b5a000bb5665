import { escapePattern } from "../pattern/escape-pattern.ts";
import { type Around, type FoundHole, holeFor, isNeverStable, months, weekdays } from "./hole-for.ts";
import { readTokens, type Token } from "./line-tokens.ts";

/** One line of a pattern that accepts the same line of every run. */
export interface InferredLine {
  readonly source: string;
  /** In the order of the line. */
  readonly holes: readonly FoundHole[];
}

export interface LineOptions {
  /** Durations are measured here: one that is the same in all runs is so by chance. */
  readonly timed?: boolean;
  /** Columns, from 0, at which numbers are measured in lines that look like this one. */
  readonly measuredAt?: ReadonlySet<number>;
  /** The cell measures memory: an amount that is the same in all runs is so by chance. */
  readonly memory?: boolean;
}

/** The narrowest line of a pattern for what several runs showed in one place; absent where nothing but `any` would fit. */
export function inferLine(
  lines: readonly string[],
  { timed = false, memory = false, measuredAt }: LineOptions = {},
): InferredLine | undefined {
  return (
    inferTokens(lines, { quotes: "apart", timed, memory, measuredAt }) ??
    inferTokens(lines, { quotes: "whole", timed, memory, measuredAt }) ??
    inferAround(lines)
  );
}

/** A part of the line that is being made: plain text, a hole that is found, or one of the author's that stays. */
export type Part = string | FoundHole | { readonly kept: string };

/** A line piece by piece: what each run showed there, and what the pattern would have. */
export interface LinePiece {
  readonly shown: readonly string[];
  readonly part: Part;
}

function inferTokens(lines: readonly string[], options: PieceOptions): InferredLine | undefined {
  const pieces = inferPieces(lines, options);
  return pieces && lineOf(pieces.map(({ part }) => part));
}

export interface PieceOptions {
  readonly quotes: "apart" | "whole";
  readonly timed: boolean;
  readonly memory?: boolean;
  readonly measuredAt?: ReadonlySet<number> | undefined;
}

/** The pieces of a line, where all runs have the same ones but for what varies in each. */
export function inferPieces(
  lines: readonly string[],
  { quotes, timed, memory = false, measuredAt }: PieceOptions,
): readonly LinePiece[] | undefined {
  const runs = lines.map((line) => readTokens(line, quotes));
  const [first = []] = runs;
  if (runs.some((tokens) => tokens.length !== first.length)) return undefined;
  const columns = first.map((_, index) => runs.map((tokens) => tokens[index]).filter((token) => token !== undefined));
  const parts: Part[] = [];
  let at = 0;
  for (const [index, column] of columns.entries()) {
    const before = textAt(columns, index - 2) + textAt(columns, index - 1);
    const measured = measuredAt?.has(at) === true;
    const part = partFor(column, { before, after: textAfter(columns, index), timed, memory, measured });
    if (part === undefined) return undefined;
    parts.push(part);
    at += column[0]?.text.length ?? 0;
  }
  return withDates(parts).map((part, index) => ({ shown: columns[index]?.map(({ text }) => text) ?? [], part }));
}

function partFor(column: readonly Token[], around: Around): Part | undefined {
  const [first] = column;
  if (first === undefined) return undefined;
  const isSame = column.every(({ text }) => text === first.text);
  if (isSame && !isNeverStable(first, around)) return first.text;
  return holeFor(column, around);
}

/** The plain text of the token before, where it is the same in all runs. */
function textAt(columns: readonly (readonly Token[])[], index: number): string {
  return columns[index]?.[0]?.text ?? "";
}

function textAfter(columns: readonly (readonly Token[])[], index: number): string {
  return `${textAt(columns, index + 1)}${textAt(columns, index + 2)}`;
}

/** Beside a time of day that changed, the date will change too, if not between two runs of the same day. */
function withDates(parts: readonly Part[]): readonly Part[] {
  const isDated = parts.some((part) => isFound(part) && (part.what === "a time of day" || part.what === "a date"));
  if (!isDated) return parts;
  return parts.map((part, index) =>
    typeof part === "string" ? (datePart(part, isBesideMonth(parts, index)) ?? part) : part,
  );
}

/** Whether a month's name stands before a part or behind it, with a space between. */
function isBesideMonth(parts: readonly Part[], index: number): boolean {
  return [parts[index - 2], parts[index + 2]].some((part) => {
    if (part === undefined) return false;
    return typeof part === "string"
      ? months.includes(part)
      : isFound(part) && part.seen.some((text) => months.includes(text));
  });
}

function datePart(text: string, besideMonth: boolean): FoundHole | undefined {
  const date = (hole: string): FoundHole => ({ hole, what: "a date", seen: [text] });
  if (weekdays.includes(text)) return date(`$(${weekdays.join("|")})`);
  if (months.includes(text)) return date(`$(${months.join("|")})`);
  if (besideMonth && /^\d{1,2}$/.test(text)) return date("$(int)");
  if (/^20\d\d$/.test(text)) return date(String.raw`$(/20\d\d/)`);
  return /^\d{4}-\d\d-\d\d$/.test(text) ? date(String.raw`$(/\d{4}-\d\d-\d\d/)`) : undefined;
}

/** The last resort: what all runs begin and end with, and a hole for any text between. */
function inferAround(lines: readonly string[]): InferredLine | undefined {
  const runs = lines.map((line) => readTokens(line, "apart").map(({ text }) => text));
  const shortest = Math.min(...runs.map((tokens) => tokens.length));
  const [first = []] = runs;
  let head = 0;
  while (head < shortest && runs.every((tokens) => tokens[head] === first[head])) head += 1;
  let tail = 0;
  while (tail < shortest - head && runs.every((tokens) => tokens.at(-1 - tail) === first.at(-1 - tail))) tail += 1;
  const [start, end] = [first.slice(0, head).join(""), first.slice(first.length - tail).join("")];
  // A line of which no word stays says nothing.
  if (!/[\p{L}\p{N}]/u.test(start + end)) return undefined;
  const seen = runs.map((tokens) => tokens.slice(head, tokens.length - tail).join(""));
  return lineOf([start, { hole: "$(any)", what: "text of any kind", seen: [...new Set(seen)] }, end]);
}

function isFound(part: Part): part is FoundHole {
  return typeof part !== "string" && "hole" in part;
}

/** The parts as one line of a pattern. */
export function lineOf(parts: readonly Part[]): InferredLine {
  const holes = parts.filter(isFound);
  let source = "";
  let literal = "";
  for (const part of parts) {
    if (typeof part === "string") {
      literal += part;
      continue;
    }
    // `$$(` would be a literal `$(`.
    source += literal.endsWith("$") ? `${escapePattern(literal.slice(0, -1))}$(/\\$/)` : escapePattern(literal);
    source += isFound(part) ? part.hole : part.kept;
    literal = "";
  }
  return { source: source + escapePattern(literal), holes };
}
