import type { SourcePlace } from "../source/place.ts";

/** A small change to an output: of one character or word, of whole lines, or of which statement showed which line. */
export type MutantKind = "digit" | "sign" | "word" | "drop" | "double" | "swap" | "statement";

/** What the patterns of a step do about changed outputs. */
export interface Mutation {
  /** Changes of text that a pattern spells out: these make the score. */
  readonly spelledOut: MutationScore;
  /** Changes of what a hole or `...` reads. */
  readonly inHoles: MutationScore;
  /** Changed outputs that a pattern still accepts. */
  readonly survivors: readonly Survivor[];
}

export interface MutationScore {
  readonly mutants: number;
  readonly refused: number;
}

/** A changed output that the pattern still accepts. */
export interface Survivor {
  readonly kind: MutantKind;
  readonly inHole: boolean;
  /** The pattern's line that should have refused. */
  readonly place: SourcePlace;
  /** The lines that were changed, and what they became: empty for a line that was dropped. */
  readonly before: string;
  readonly after: string;
}

/** A small change to an exercise's solution; `off-by-one` is one of a bound that is no constant, `return` a None in the result's place. */
export type SolutionChange =
  | "operator"
  | "comparison"
  | "constant"
  | "off-by-one"
  | "statement"
  | "argument"
  | "return";

/** A solution with a small change. */
export interface SolutionMutant {
  readonly kind: SolutionChange;
  /** The first line that was changed, 0-based. */
  readonly line: number;
  /** The lines that were changed, and what they became. */
  readonly before: string;
  readonly after: string;
  /** The whole of it. */
  readonly code: string;
}

/** A changed solution that was run and checked. */
export interface SolutionTrial {
  readonly mutant: SolutionMutant;
  /** All tests passed. */
  readonly accepted: boolean;
  /** It came to its end before its deadline. */
  readonly ended: boolean;
}

/** What the tests of an exercise do about changed solutions. */
export interface SolutionMutation {
  /** Those that the lesson does not declare to be equivalent: these make the score. */
  readonly mutants: number;
  readonly refused: number;
  /** Of those refused: so many did not end before their deadline. */
  readonly unended: number;
  /** Accepted, and declared under `equivalent`. */
  readonly equivalent: number;
  /** Changed solutions that all tests accept. */
  readonly survivors: readonly SolutionSurvivor[];
}

/** A changed solution that all tests accept. */
export interface SolutionSurvivor {
  readonly kind: SolutionChange;
  /** The exercise's tests. */
  readonly place: SourcePlace;
  /** The solution's line that was changed. */
  readonly solution: SourcePlace;
  /** The lines that were changed, and what they became. */
  readonly before: string;
  readonly after: string;
}
