import { type CompiledLine, groupsOf, whiteSpace } from "./compile-line.ts";
import type { Work } from "./match-result.ts";

/** What a gap read, and at which column, 0-based. */
export interface ReadText {
  readonly text: string;
  readonly start: number;
}

/** What the gaps of a pattern's line read in a line of output, from left to right; nothing where it has another form. */
export function readLine(compiled: CompiledLine, line: string, work: Work): readonly ReadText[] | undefined {
  const form = findForm(compiled, line, work);
  if (form === undefined || compiled.regex === undefined) return form === undefined ? undefined : [];
  work.steps += form.length + 1;
  const matcher = compiled.regex.matcher(form);
  if (!matcher.matches()) return undefined;
  return groupsOf(compiled.parts).map((group) => ({ text: matcher.group(group) ?? "", start: matcher.start(group) }));
}

/** What was read, without where. */
export function textsOf(reads: readonly ReadText[]): readonly string[] {
  return reads.map(({ text }) => text);
}

/** Whether a line of output has the form of a pattern's line; judges nothing. */
export function hasForm(compiled: CompiledLine, line: string, work: Work): boolean {
  return findForm(compiled, line, work) !== undefined;
}

function findForm(compiled: CompiledLine, line: string, work: Work): string | undefined {
  work.steps += line.length + 1;
  const { regex, text, cutOff, isLoose } = compiled;
  if (regex === undefined) return isSameText(text, line, isLoose) ? line : undefined;
  if (regex.testExact(line)) return line;
  return cutOff !== "" && regex.testExact(line + cutOff) ? line + cutOff : undefined;
}

function isSameText(expected: string, actual: string, isLoose: boolean): boolean {
  if (!isLoose) return expected === actual;
  return expected.split(whiteSpace).join(" ") === actual.split(whiteSpace).join(" ");
}
