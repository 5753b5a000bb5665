import type { ExpectedText } from "../lesson/expected-text.ts";
import { matchPattern } from "../pattern/match-pattern.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";

/** What alone makes a saved text differ from what a cell shows, where that is known: many cells then have it in common. */
export function causeOf({ pattern, text }: ExpectedText, actual: string): string | undefined {
  const older = withoutNumpyTypes(actual);
  if (older !== actual && matchPattern(pattern, older, { captures: {} }).matched)
    return "the notebook was saved by numpy 1, and numpy 2 names types: `np.int64(3)` for `3`";
  const newer = withoutPython2(text.value);
  if (newer !== text.value && matchPattern(parsePattern(newer).pattern, actual, { captures: {} }).matched)
    return "the notebook was saved by Python 2, which writes `u'a'`, `3L` and `<type 'int'>`";
  return undefined;
}

/** As numpy 1 writes scalars: https://numpy.org/neps/nep-0051-scalar-representation.html */
function withoutNumpyTypes(text: string): string {
  return text.replaceAll(
    /\bnp\.(?:\w+\(([^()]*)\)|(True|False)_)/g,
    (_, value?: string, truth?: string) => value ?? truth ?? "",
  );
}

function withoutPython2(text: string): string {
  return text
    .replaceAll(/\bu(?=['"])/g, "")
    .replaceAll(/\b(\d+)L\b/g, "$1")
    .replaceAll("<type '", "<class '");
}
