import type { Captures } from "./pattern.ts";

export interface MatchOptions {
  /** Texts captured earlier in the lesson. */
  readonly captures: Captures;
  /** The lines may come in any order. */
  readonly unordered?: boolean;
  /** `loose`: a run of white space is as good as any other. */
  readonly spaces?: "exact" | "loose";
  /** `as-written`: a number with a decimal point is compared to as many decimals as the pattern has. */
  readonly numbers?: "exact" | "as-written";
}

export interface MatchResult {
  readonly matched: boolean;
  /** The given ones and, where the output matched, what the pattern captured. */
  readonly captures: Captures;
  /** Where the output matched: which line of it each line of the pattern read. */
  readonly placed?: readonly PlacedLine[];
  /** A capture that the pattern uses and that nothing has bound. */
  readonly unset?: string;
  readonly mismatch?: Mismatch;
  /** Work done, in characters looked at times what they were held against. */
  readonly steps: number;
}

/** A line of the pattern and the line of output that it read; 0-based. */
export interface PlacedLine {
  readonly patternLine: number;
  readonly actualLine: number;
  /** What of the output's line, as it is compared, the pattern does not spell out. */
  readonly gaps: readonly Span[];
}

/** Columns of a line, 0-based. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The first line that differs; lines and columns are 0-based. */
export interface Mismatch {
  /**
   * `differs`: two lines stand side by side. `ends`: the output ends before the pattern does. `absent`: the pattern's
   * line is looked for and found nowhere. `goes-on`: the output has a line too many. `occurs`: it must not.
   */
  readonly kind?: "differs" | "ends" | "absent" | "goes-on" | "occurs" | "unset";
  /** Absent where the output has a line too many. */
  readonly patternLine?: number;
  /** Where in the pattern's line the hole or text stands that refused. */
  readonly column?: number;
  readonly endColumn?: number;
  /** Absent where the output lacks a line; the line that comes nearest where it is `absent`. */
  readonly actualLine?: number;
  /** The pattern's line, as written. */
  readonly expected?: string;
  /** The output's line, without colours. */
  readonly actual?: string;
  /** Why, where expected beside actual does not say it. */
  readonly why?: string;
}

/** Counts work; one object goes through a whole match. */
export interface Work {
  steps: number;
}
