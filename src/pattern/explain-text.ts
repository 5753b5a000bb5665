import { type CompiledLine, rangeOf, whiteSpace } from "./compile-line.ts";
import { commonPrefix, indentOf } from "./indent.ts";
import type { Mismatch } from "./match-result.ts";
import { agreeAsWritten } from "./written-numbers.ts";

/** Where a line differs from plain text, and what would forgive it. */
export function explainText(compiled: CompiledLine, line: string): Pick<Mismatch, "column" | "endColumn" | "why"> {
  const [expected, actual] = [compiled.text, line];
  const [first] = compiled.parts;
  const same = commonPrefix(expected, actual).length;
  const column = first === undefined ? 0 : rangeOf(first).column;
  const place = first === undefined ? {} : { column: column + same, endColumn: column + expected.length };
  const why = explainNearMiss(expected, actual);
  return why === undefined ? place : { ...place, why };
}

/** Of a line of megabytes nobody takes an option for its white space, and it would take a second to find that out. */
const longestForgiven = 100_000;

/** What an option would forgive. */
function explainNearMiss(expected: string, actual: string): string | undefined {
  if (Math.max(expected.length, actual.length) > longestForgiven) return undefined;
  const [wanted, found] = [indentOf(expected).length, indentOf(actual).length];
  if (expected.trimStart() === actual.trimStart() && wanted !== found) {
    return `only the indentation differs: from the least indented line it should be ${String(wanted)}, and is ${String(found)}`;
  }
  if (squeeze(expected) === squeeze(actual)) {
    return "only the white space differs; `spaces: loose` takes any run of it for one space";
  }
  return agreeAsWritten(expected, actual)
    ? "the numbers agree in the decimals that are written; `numbers: as-written` compares no more"
    : undefined;
}

function squeeze(text: string): string {
  return text.trim().split(whiteSpace).join(" ");
}
