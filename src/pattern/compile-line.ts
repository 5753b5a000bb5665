import { RE2JS } from "re2js";

import { holeTypes } from "./hole-types.ts";
import type { MatchOptions } from "./match-result.ts";
import type { Hole, HoleBody, TextLine } from "./pattern.ts";
import { splitAtNumbers } from "./written-numbers.ts";

/** A line of a pattern, made ready to be held against many lines of output. */
export interface CompiledLine {
  readonly source: string;
  readonly parts: readonly Part[];
  /** The line with its gaps as written. */
  readonly text: string;
  /** White space before gaps at the line's end: where these read nothing, the output's has been cut off. */
  readonly cutOff: string;
  /** Absent where the line has no gaps: then its text is compared. */
  readonly regex?: RE2JS;
  readonly isLoose: boolean;
}

export type Part = LiteralPart | Gap;

interface LiteralPart {
  readonly kind: "literal";
  readonly text: string;
  readonly column: number;
  readonly regex: string;
}

/** A part whose text varies and is judged when it has been read. */
export type Gap =
  | { readonly kind: "hole"; readonly hole: Hole; readonly regex: string; readonly groups: number }
  /** A number in the plain text, under `numbers: as-written`. */
  | {
      readonly kind: "number";
      readonly text: string;
      readonly column: number;
      readonly regex: string;
      readonly groups: number;
    };

export interface CompileOptions extends Pick<MatchOptions, "spaces" | "numbers"> {
  /** In RE2 syntax, what `$(=n)` reads. */
  readonly regexOfCapture: (name: string) => string;
}

/** Compiles a line: plain text stays text, any other becomes one regular expression that runs in linear time. */
export function compileLine(line: TextLine, options: CompileOptions): CompiledLine {
  const parts = line.segments.flatMap((segment): readonly Part[] =>
    segment.kind === "hole" ? [compileHole(segment.hole, options)] : compileText(segment.text, segment.column, options),
  );
  const compiled = {
    source: line.source,
    parts,
    text: parts.map(textOf).join(""),
    cutOff: cutOffSpace(parts),
    isLoose: options.spaces === "loose",
  };
  return parts.some(isGap) ? { ...compiled, regex: compileParts(parts) } : compiled;
}

function textOf(part: Part): string {
  return part.kind === "hole" ? part.hole.source : part.text;
}

function cutOffSpace(parts: readonly Part[]): string {
  if (parts.at(-1)?.kind === "literal") return "";
  const text = parts.findLast((part) => part.kind === "literal")?.text ?? "";
  return text.slice(text.trimEnd().length);
}

/** The parts one after another; each gap is a group, before the groups of its own. */
export function compileParts(parts: readonly Part[], end = ""): RE2JS {
  return RE2JS.compile(parts.map((part) => (isGap(part) ? `(${part.regex})` : part.regex)).join("") + end);
}

/** The number of each gap's group. */
export function groupsOf(parts: readonly Part[]): readonly number[] {
  let next = 1;
  return parts.filter(isGap).map((gap) => {
    const group = next;
    next += 1 + gap.groups;
    return group;
  });
}

/** Whether what stands in this part's place varies. */
export function isGap(part: Part): part is Gap {
  return part.kind !== "literal";
}

/** Where a part stands in its line of the pattern's text. */
export function rangeOf(part: Part): { readonly column: number; readonly endColumn: number } {
  const { column, text } = part.kind === "hole" ? { column: part.hole.column, text: part.hole.source } : part;
  return { column, endColumn: column + text.length };
}

function compileHole(hole: Hole, options: CompileOptions): Gap {
  const regex = regexOfBody(hole.body, options.regexOfCapture);
  const mayHaveGroups = hole.body.kind === "regex" || hole.body.kind === "capture";
  return { kind: "hole", hole, regex, groups: mayHaveGroups ? RE2JS.compile(regex).groupCount() : 0 };
}

/** In RE2 syntax, what a hole reads before anyone judges it. */
export function regexOfBody(body: HoleBody, regexOfCapture: (name: string) => string): string {
  switch (body.kind) {
    case "type":
      return holeTypes[body.type].regex;
    case "regex":
      return body.regex;
    case "alternatives":
      return body.alternatives.map((alternative) => RE2JS.quote(alternative)).join("|");
    case "capture":
      return regexOfCapture(body.name);
  }
}

function compileText(text: string, column: number, options: CompileOptions): readonly Part[] {
  if (options.numbers !== "as-written") return [literalPart(text, column, options)];
  let end = column;
  return splitAtNumbers(text).flatMap((piece, index): readonly Part[] => {
    const start = end;
    end += piece.length;
    if (index % 2 === 1)
      return [{ kind: "number", text: piece, column: start, regex: holeTypes.float.regex, groups: 0 }];
    return piece === "" ? [] : [literalPart(piece, start, options)];
  });
}

function literalPart(text: string, column: number, { spaces }: CompileOptions): LiteralPart {
  return {
    kind: "literal",
    text,
    column,
    // Made where a regular expression is: of a long line without gaps it would take most of the time.
    get regex() {
      if (spaces !== "loose") return RE2JS.quote(text);
      return text
        .split(whiteSpace)
        .map((word) => RE2JS.quote(word))
        .join(anyWhiteSpace);
    },
  };
}

/** A run of white space, as `spaces: loose` takes it for one space. */
export const whiteSpace: RegExp = /[\t\v\f\p{Z}]+/u;
const anyWhiteSpace = "[\\t\\v\\f\\p{Z}]+";
