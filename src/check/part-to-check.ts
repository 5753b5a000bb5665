import type { Finding } from "../model/finding.ts";
import type { TextCheckInput } from "./check-text.ts";

/** A text of a cell, the pattern that it is held against and how. */
export type TextToCheck = Pick<TextCheckInput, "expected" | "match" | "what" | "actual" | "came">;

/** A text to be held against a pattern, or what is wrong already: there is none of that kind. */
export type PartToCheck = TextToCheck | { readonly finding: Finding };
