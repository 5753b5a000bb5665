import { type CompiledLine, compileParts, type Gap, groupsOf, isGap, type Part, rangeOf } from "./compile-line.ts";
import { explainNeed } from "./explain-need.ts";
import { explainText } from "./explain-text.ts";
import { commonPrefix } from "./indent.ts";
import type { JudgeOptions } from "./judge-constraints.ts";
import type { Mismatch } from "./match-result.ts";
import { quote } from "./quote.ts";

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
  if (refusing === undefined) return explainRest(line, reach.end);
  return before !== undefined && isGap(before) && readsAnything(before)
    ? explainNowhere(refusing, line.slice(0, reach.end))
    : explainLiteral(refusing, line, reach.end);
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

function explainLiteral(part: Part & { kind: "literal" }, line: string, end: number): Form {
  const { column, endColumn } = rangeOf(part);
  const place = { column: column + commonPrefix(part.text, line.slice(end)).length, endColumn };
  if (end === 0) return { ...place, why: `the line should begin with ${quote(part.text)}` };
  const found = end === line.length ? "and the line ends there" : `not by ${quote(line.slice(end))}`;
  return { ...place, why: `${quote(line.slice(0, end))} should be followed by ${quote(part.text)}, ${found}` };
}

function explainNowhere(part: Part & { kind: "literal" }, before: string): Form {
  const where = before === "" ? "in the line" : `after ${quote(before)}`;
  return { ...rangeOf(part), why: `${quote(part.text)} stands nowhere ${where}` };
}

function explainRest(line: string, end: number): Form {
  return { why: `the line should end after ${quote(line.slice(0, end))}, and goes on with ${quote(line.slice(end))}` };
}
