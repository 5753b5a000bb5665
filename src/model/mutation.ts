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
