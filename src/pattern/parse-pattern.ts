import { RE2JSException } from "re2js";

import { capturesOf } from "./captures.ts";
import { compileLine } from "./compile-line.ts";
import { holeTypes } from "./hole-types.ts";
import { commonIndent } from "./indent.ts";
import { splitLines, withoutColours } from "./output-lines.ts";
import type { EllipsisLine, Pattern, PatternLine, Segment, TextLine } from "./pattern.ts";
import { type Piece, readPieces } from "./read-pieces.ts";

export interface ParsedPattern {
  /** Line i is line i of the text. */
  readonly pattern: Pattern;
  /** In the order of the text. */
  readonly problems: readonly PatternProblem[];
}

/** One thing wrong with an expected text; line and columns are 0-based in it. */
export interface PatternProblem {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly message: string;
  readonly advice?: string;
}

/** Reads an expected text; a hole that cannot be read is a problem and stands in the pattern as plain text. */
export function parsePattern(text: string): ParsedPattern {
  const parsed = splitLines(text).map(parseLine);
  const pattern = { lines: dedent(parsed.map(({ line }) => line)) };
  const problems = [...parsed.flatMap((line) => line.problems), ...repeatedNames(pattern)];
  return { pattern, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** Whether a line stands for any number of lines. */
export function isEllipsis(source: string): boolean {
  return source.trim() === "...";
}

function parseLine(source: string, index: number): { line: PatternLine; problems: readonly PatternProblem[] } {
  if (isEllipsis(source)) return { line: { kind: "ellipsis", source }, problems: [] };
  const pieces = readPieces(source);
  const line = { kind: "text", source, segments: trimEnd(pieces.map(segmentOf)) } as const;
  return { line, problems: [...pieces.flatMap((piece) => problemOf(piece, index)), ...sizeProblem(line, index)] };
}

/** Regular expressions that are sound one by one can be too large for one line together. */
function sizeProblem(line: TextLine, index: number): readonly PatternProblem[] {
  if (!line.segments.some((segment) => segment.kind === "hole" && segment.hole.body.kind === "regex")) return [];
  try {
    compileLine(line, { regexOfCapture: () => holeTypes.any.regex });
    return [];
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const message = "The holes of this line are too large together";
    const advice = "Shorten its regular expressions, above all the counts of their repetitions";
    return [{ line: index, column: 0, endColumn: line.source.length, message, advice }];
  }
}

function segmentOf(piece: Piece): Segment {
  if (piece.kind === "plain") return { kind: "literal", text: withoutColours(piece.text), column: piece.column };
  if ("hole" in piece.reading) return { kind: "hole", hole: piece.reading.hole };
  return { kind: "literal", text: piece.source, column: piece.column };
}

function problemOf(piece: Piece, line: number): readonly PatternProblem[] {
  if (piece.kind === "plain" || "hole" in piece.reading) return [];
  const { column, source, reading } = piece;
  return [{ line, column, endColumn: column + source.length, ...reading.problem }];
}

function trimEnd(segments: readonly Segment[]): readonly Segment[] {
  const last = segments.at(-1);
  if (last?.kind !== "literal") return segments;
  const text = last.text.trimEnd();
  return text === "" ? trimEnd(segments.slice(0, -1)) : [...segments.slice(0, -1), { ...last, text }];
}

function dedent(lines: readonly PatternLine[]): readonly PatternLine[] {
  const filled = lines.filter((line) => line.kind === "text").filter((line) => line.segments.length > 0);
  const indent = commonIndent(filled.map(leadOf)) ?? "";
  return indent === "" ? lines : lines.map((line) => dedentLine(line, indent.length));
}

/** The plain text that a line begins with. */
export function leadOf(line: TextLine): string {
  const [first] = line.segments;
  return first?.kind === "literal" ? first.text : "";
}

function dedentLine(line: EllipsisLine | TextLine, width: number): PatternLine {
  if (line.kind === "ellipsis") return line;
  const [first, ...rest] = line.segments;
  if (first?.kind !== "literal") return line;
  const text = first.text.slice(width);
  return { ...line, segments: text === "" ? rest : [{ ...first, text, column: first.column + width }, ...rest] };
}

/** A name that is bound twice: its author may have meant `$(=n)`. */
function repeatedNames(pattern: Pattern): readonly PatternProblem[] {
  const { binds } = capturesOf(pattern);
  return binds.flatMap(({ name, line, column, endColumn }, index) => {
    const first = binds.findIndex((bind) => bind.name === name);
    if (first === index) return [];
    const message = `\`${name}\` is captured already, in line ${String((binds[first]?.line ?? 0) + 1)} of this text`;
    const advice = `Write \`$(=${name})\` for the same text again, or choose another name`;
    return [{ line, column, endColumn, message, advice }];
  });
}
