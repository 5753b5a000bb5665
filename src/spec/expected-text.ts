import type { ExpectedText } from "../lesson/expected-text.ts";
import { placeInText, type SourceText } from "../source/place.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import { compact } from "../basics/compact.ts";
import type { SpecFile } from "./spec-file.ts";

/** A text as the pattern that it is; reports what of it cannot be read, each at its own place. */
export function expectedText(file: SpecFile, text: SourceText): ExpectedText {
  const { pattern, problems } = parsePattern(text.value);
  for (const { line, column, endColumn, message, advice } of problems) {
    const place = placeInText(text, line, column, endColumn);
    file.report(compact({ code: "bad-pattern" as const, place, message, advice }));
  }
  return { pattern, text };
}
