import type { ExpectedText } from "../lesson/expected-text.ts";
import { withoutDurations } from "../model/saved-forms.ts";
import { escapePattern } from "../pattern/escape-pattern.ts";
import { matchPattern } from "../pattern/match-pattern.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import { type Replacement, replaceInLines } from "../pattern/replacement.ts";
import type { SourceText } from "../source/place.ts";
import { expectedText } from "./saved-expectation.ts";

/** How saved texts become a lesson's patterns. */
export interface Holes {
  readonly of: (text: SourceText) => ExpectedText;
  /** Of the replacements that settings name: those that found something, and for which no hole could stand. */
  readonly impossible: ReadonlySet<Replacement>;
}

/** The patterns of a lesson, which says by holes what may be different: by nature, and by what settings replace. */
export function holesFor(replacements: readonly Replacement[]): Holes {
  const impossible = new Set<Replacement>();
  return { of: (text) => textWithHoles(text, replacements, impossible), impossible };
}

function textWithHoles(
  text: SourceText,
  replacements: readonly Replacement[],
  impossible: Set<Replacement>,
): ExpectedText {
  const marks = marksNotIn(text.value);
  const holes = new Map<string, string>();
  let marked = text.value;
  for (const replacement of replacements) {
    const hole = holeOf(replacement);
    const mark = marks.next().value;
    if (hole === undefined || mark === undefined) {
      if (replaceInLines(marked, [replacement]) !== marked) impossible.add(replacement);
      continue;
    }
    const tried = replaceInLines(marked, [{ pattern: replacement.pattern, with: mark }]);
    if (tried === marked) continue;
    holes.set(mark, hole);
    if (accepts(filled(tried, holes), text.value)) marked = tried;
    else impossible.add(replacement);
  }
  return expectedText(text, filled(marked, holes));
}

/** Characters that the text has not, of those that Unicode gives no meaning. */
function* marksNotIn(text: string): Generator<string, undefined> {
  const taken = new Set(text.match(/[\ue000-\uf8ff]/g));
  for (let code = 0xe000; code <= 0xf8ff; code += 1) {
    const mark = String.fromCharCode(code);
    if (!taken.has(mark)) yield mark;
  }
}

/** The pattern, with the holes at their marks. */
function filled(marked: string, holes: ReadonlyMap<string, string>): string {
  return withoutDurations(escapePattern(marked), "$(any)")
    .replaceAll(/\bat 0x[0-9a-fA-F]+/g, "at $(hex)")
    .replaceAll(/[^\s"'()]+/g, (word) => word.replace(cellFile, cellFileHole))
    .replaceAll(/[\ue000-\uf8ff]/g, (mark) => holes.get(mark) ?? mark);
}

/** ipykernel gives each cell a file name for warnings and tracebacks, with its process id: never the same twice. */
const cellFile = /^(?:<ipython-input-\d+-[0-9a-f]+>|.*ipykernel_\d+[/\\]\d+\.py)/s;

const cellFileHole = String.raw`$$(/<ipython-input-\d+-[0-9a-f]+>|[^\s"'()]*ipykernel_\d+[\/\\]\d+\.py/)`;

/** What a replacement makes equal, as a hole; absent where a group of it must be equal all the same, which no hole says. */
function holeOf({ pattern, with: put }: Replacement): string | undefined {
  if (/\\(?:\d|g<)/.test(put)) return undefined;
  const regex = pattern.replaceAll(/\\[^]|\/|\(\?P?<\w+>/g, (part) =>
    part === "/" ? String.raw`\/` : part.startsWith("(") ? "(" : part,
  );
  return `$(/${regex}/)`;
}

function accepts(pattern: string, text: string): boolean {
  const { pattern: parsed, problems } = parsePattern(pattern);
  return problems.length === 0 && matchPattern(parsed, text, { captures: {} }).matched;
}
