import type { ExpectedText } from "../lesson/expected-text.ts";
import type { SourceText } from "../source/place.ts";
import { escapePattern } from "../pattern/escape-pattern.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";

/** A saved text as the pattern of itself. */
export function literalText({ value, starts }: SourceText): ExpectedText {
  const escaped = escapePattern(value).replaceAll(cellFile, cellFileHole);
  return { pattern: parsePattern(escaped).pattern, text: { value: escaped, starts } };
}

/** ipykernel gives each cell a file name for warnings and tracebacks, with its process id: never the same twice. */
const cellFile = /[^\s"'()]*ipykernel_\d+[/\\]\d+\.py/g;

const cellFileHole = String.raw`$(/[^\s"'()]*ipykernel_\d+[\/\\]\d+\.py/)`;
