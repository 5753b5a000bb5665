import {
  type CompiledLine,
  compileParts,
  type Gap,
  groupsOf,
  isGap,
  type Part,
  rangeOf,
  whiteSpace,
} from "./compile-line.ts";
import { holeTypes } from "./hole-types.ts";
import { commonPrefix, indentOf } from "./indent.ts";
import type { JudgeOptions } from "./judge.ts";
import type { Mismatch } from "./match-result.ts";
import { quote } from "./quote.ts";
import { agreeAsWritten } from "./written-numbers.ts";

/** What a mismatch says beyond the two lines. */
type Form = Pick<Mismatch, "column" | "endColumn" | "why">;

/** Of a longer line one does not want to read which hole refuses it. */
const longestExplained = 10_000;

/** Why a line has not the form of the pattern's line, and which part of the pattern refuses it. */
export function explainForm(compiled: CompiledLine, line: string, options: JudgeOptions): Form {
  if (compiled.regex === undefined) return explainText(compiled, line);
  if (line.length > longestExplained) return {};
  const reach = reachOf(compiled.parts, line);
  const [refusing, before] = [compiled.parts[reach.count], compiled.parts[reach.count - 1]];
  if (refusing !== undefined && isGap(refusing)) {
    const read = textFrom(line, reach.end, compiled.parts[reach.count + 1]);
    return { ...rangeOf(refusing), why: explainNeed(refusing, read, options) };
  }
  if (before !== undefined && isGap(before) && !readsAnything(before)) {
    const read = textFrom(line, reach.lastStart, refusing);
    if (read !== undefined && read !== line.slice(reach.lastStart, reach.end)) {
      return { ...rangeOf(before), why: explainNeed(before, read, options) };
    }
  }
  return refusing === undefined ? explainRest(line, reach.end) : explainLiteral(refusing, line, reach.end);
}

function explainText(compiled: CompiledLine, line: string): Form {
  const [expected, actual] = [compiled.text, line];
  const [first] = compiled.parts;
  const same = commonPrefix(expected, actual).length;
  const column = first === undefined ? 0 : rangeOf(first).column;
  const place = first === undefined ? {} : { column: column + same, endColumn: column + expected.length };
  const why = explainNearMiss(expected, actual);
  return why === undefined ? place : { ...place, why };
}

/** What an option would forgive. */
function explainNearMiss(expected: string, actual: string): string | undefined {
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

interface Reach {
  /** How many parts, from the left, the line has. */
  readonly count: number;
  /** Where in the line they end. */
  readonly end: number;
  /** Where in the line the last of them begins, where it is a gap. */
  readonly lastStart: number;
}

/** The longest run of parts that the line begins with; found by halving, since what has n parts has n - 1. */
function reachOf(parts: readonly Part[], line: string): Reach {
  let [reach, low, high] = [{ count: 0, end: 0, lastStart: 0 }, 1, parts.length];
  while (low <= high) {
    const count = Math.floor((low + high) / 2);
    const some = parts.slice(0, count);
    const matcher = compileParts(some).matcher(line);
    if (matcher.lookingAt()) {
      reach = { count, end: matcher.end(), lastStart: matcher.start(groupsOf(some).at(-1) ?? 0) };
      low = count + 1;
    } else high = count - 1;
  }
  return reach;
}

/** The line from the column up to where the next plain text stands; nothing where it stands nowhere. */
function textFrom(line: string, start: number, next: Part | undefined): string | undefined {
  if (next === undefined || isGap(next)) return line.slice(start);
  const end = line.indexOf(next.text, start);
  return end === -1 ? undefined : line.slice(start, end);
}

function readsAnything(gap: Gap): boolean {
  return gap.kind === "hole" && gap.hole.body.kind === "type" && gap.hole.body.type === "any";
}

function explainNeed(gap: Gap, read: string | undefined, options: JudgeOptions): string {
  const source = gap.kind === "hole" ? gap.hole.source : gap.text;
  const found = read === undefined ? "" : read === "" ? ", and there is nothing" : `, not ${quote(read)}`;
  return `\`${source}\` needs ${needOf(gap, options)}${found}`;
}

function needOf(gap: Gap, { captures, originOf }: JudgeOptions): string {
  if (gap.kind === "number") return holeTypes.float.needs;
  const { body } = gap.hole;
  switch (body.kind) {
    case "type":
      return holeTypes[body.type].needs;
    case "regex":
      return `text that matches /${body.regex}/`;
    case "alternatives":
      return `one of ${body.alternatives.map(quote).join(", ")}`;
    case "capture":
      return `${quote(captures[body.name] ?? `what \`${body.name}\` reads`)}, captured ${originOf(body.name)}`;
  }
}

function explainLiteral(part: Part & { kind: "literal" }, line: string, end: number): Form {
  const { column, endColumn } = rangeOf(part);
  const place = { column: column + commonPrefix(part.text, line.slice(end)).length, endColumn };
  if (end === 0) return { ...place, why: `the line should begin with ${quote(part.text)}` };
  const found = end === line.length ? "and the line ends there" : `not by ${quote(line.slice(end))}`;
  return { ...place, why: `${quote(line.slice(0, end))} should be followed by ${quote(part.text)}, ${found}` };
}

function explainRest(line: string, end: number): Form {
  return { why: `the line should end after ${quote(line.slice(0, end))}, and goes on with ${quote(line.slice(end))}` };
}
