import { type CaptureSite, capturesOf } from "./captures.ts";
import { type CompiledLine, compileLine } from "./compile-line.ts";
import { indentOf } from "./indent.ts";
import type { JudgeOptions } from "./judge-constraints.ts";
import type { MatchOptions, MatchResult, Mismatch, PlacedLine, Work } from "./match-result.ts";
import { comparedText, splitLines } from "./output-lines.ts";
import type { Captures, Pattern, TextLine } from "./pattern.ts";
import { regexOfCapture } from "./regex-of-capture.ts";

/** A match under way. */
export interface Progress {
  readonly pattern: Pattern;
  readonly options: MatchOptions;
  /** The output's lines without colours and trailing white space. */
  readonly output: readonly string[];
  /** The white space that each of them begins with; none for a blank one. */
  readonly indents: readonly (string | undefined)[];
  readonly work: Work;
  /** The output's next line. */
  at: number;
  captures: Captures;
  /** What the pattern's lines have read so far. */
  readonly placed: PlacedLine[];
  /** By how much the output is indented more than the pattern, once lines have been met that show it. */
  indent: string | undefined;
}

/** The beginning of a match. */
export function startMatch(pattern: Pattern, actual: string, options: MatchOptions): Progress {
  const output = splitLines(actual).map(comparedText);
  return {
    pattern,
    options,
    output,
    indents: output.map((line) => (line === "" ? undefined : indentOf(line))),
    work: { steps: actual.length },
    at: 0,
    captures: options.captures,
    placed: [],
    indent: undefined,
  };
}

/** The line of the pattern, with the captures known by now. */
export function compile(line: TextLine, { pattern, options, captures }: Progress): CompiledLine {
  return compileLine(line, { ...options, regexOfCapture: (name) => regexOfCapture(name, pattern, captures) });
}

/** The captures known by now and where they come from. */
export function judgeOptions({ captures, pattern }: Progress): JudgeOptions {
  return { captures, originOf: (name) => originOf(name, pattern) };
}

function originOf(name: string, pattern: Pattern): string {
  const bind = capturesOf(pattern).binds.find((site) => site.name === name);
  return bind === undefined ? "earlier" : `in line ${String(bind.line + 1)} of this text`;
}

/** The match's result. */
export function result(progress: Progress, mismatch?: Mismatch): MatchResult {
  const { captures, options, placed, work } = progress;
  if (mismatch === undefined) return { matched: true, captures, placed, steps: work.steps };
  return { matched: false, captures: options.captures, mismatch, steps: work.steps };
}

/** The result where the pattern uses a capture that nothing has bound: nothing was compared. */
export function unsetResult({ options, pattern, work }: Progress, site: CaptureSite): MatchResult {
  const { name, line, column, endColumn } = site;
  const expected = pattern.lines[line]?.source ?? "";
  const mismatch = {
    kind: "unset" as const,
    patternLine: line,
    column,
    endColumn,
    expected,
    why: `\`${name}\` has not been captured`,
  };
  return { matched: false, captures: options.captures, unset: name, mismatch, steps: work.steps };
}
