import type { FoundHole } from "./hole-for.ts";

/** A hole with the line of the pattern that it stands in. */
export interface InferredHole extends FoundHole {
  /** 0-based. */
  readonly line: number;
}

/** One with its line. */
export interface PartHole extends InferredHole {
  /** The pattern's line. */
  readonly source: string;
}

/** The text of a pattern that accepts what every run showed. */
export interface InferredText {
  readonly lines: readonly string[];
  readonly holes: readonly InferredHole[];
  /** The lines come in another order from run to run. */
  readonly unordered: boolean;
}
