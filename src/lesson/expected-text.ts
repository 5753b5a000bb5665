import type { Pattern } from "../pattern/pattern.ts";
import type { SourceText } from "../source/place.ts";

/** A pattern with the text that it was written as, so that a mismatch can be shown at its own line. */
export interface ExpectedText {
  /** Line i of the pattern is line i of `text`. */
  readonly pattern: Pattern;
  readonly text: SourceText;
}
