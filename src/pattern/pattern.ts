import type { HoleType } from "./hole-types.ts";

/** An expected text, parsed: what `parsePattern` gives. */
export interface Pattern {
  readonly lines: readonly PatternLine[];
}

export type PatternLine = EllipsisLine | TextLine;

/** A line that holds only `...`: any number of lines. */
export interface EllipsisLine {
  readonly kind: "ellipsis";
  /** As the author wrote it. */
  readonly source: string;
}

export interface TextLine {
  readonly kind: "text";
  /** As the author wrote it. */
  readonly source: string;
  /** Dedented, without trailing white space; empty for a blank line. */
  readonly segments: readonly Segment[];
}

export type Segment =
  | {
      readonly kind: "literal";
      readonly text: string;
      /** Where it begins in its line of the text, 0-based. */
      readonly column: number;
    }
  | { readonly kind: "hole"; readonly hole: Hole };

export interface Hole {
  /** As the author wrote it: `$(n:int > 3)`. */
  readonly source: string;
  /** Where it begins in its line of the text, 0-based. */
  readonly column: number;
  readonly name?: string;
  readonly body: HoleBody;
  /** What it read must satisfy all of them. */
  readonly constraints: readonly Constraint[];
}

export type HoleBody =
  | { readonly kind: "type"; readonly type: HoleType }
  | { readonly kind: "regex"; readonly regex: string }
  | { readonly kind: "alternatives"; readonly alternatives: readonly string[] }
  /** `$(=n)`: the captured text again. */
  | { readonly kind: "capture"; readonly name: string };

/** What the text that a hole read must satisfy. */
export type Constraint =
  | { readonly kind: "compare"; readonly operator: Operator; readonly right: Operand }
  | {
      readonly kind: "near";
      readonly centre: Operand;
      readonly distance: Operand;
      readonly percent: boolean;
    };

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** One side of a constraint: a number as written, or the name of a capture. */
export type Operand =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "capture"; readonly name: string };

/** Captured texts by name. */
export type Captures = Readonly<Record<string, string>>;
