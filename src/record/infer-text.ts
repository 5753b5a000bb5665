import { diffArrays } from "diff";

import { compact } from "../basics/compact.ts";
import { groupBy } from "../basics/group-by.ts";
import { matchPattern } from "../pattern/match-pattern.ts";
import { comparedText, splitLines } from "../pattern/output-lines.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import { type InferredLine, inferLine, inferPieces, type LineOptions } from "./infer-line.ts";
import { tellsDuration } from "./hole-for.ts";
import { readTokens, type TokenKind } from "./line-tokens.ts";
import type { InferredHole, InferredText } from "./inferred-text.ts";
import { linesForTimeit, ofTimeit } from "./timeit.ts";
import type { Measures } from "./measures.ts";

/** Of a longer text no pattern is made: nobody would read it, and to find what changes in it takes long. */
export const mostCharacters = 100_000;

/** The narrowest pattern for what several runs showed; absent where they have too little in common, or where it is too long. */
export function inferText(texts: readonly string[], measures: Measures = {}): InferredText | undefined {
  if (texts.some((text) => text.length > mostCharacters)) return undefined;
  const runs = linesForTimeit(texts.map((text) => splitLines(text).map(comparedText)));
  const inferred = ofTimeit(inferRuns(runs, measures), runs);
  return inferred !== undefined && fits(inferred, texts) ? inferred : undefined;
}

function inferRuns(runs: readonly Lines[], measures: Measures): InferredText | undefined {
  return inferAligned(runs, measures) ?? inferPermuted(runs, measures) ?? inferWithGaps(runs, measures);
}

function fits({ lines, unordered }: InferredText, texts: readonly string[]): boolean {
  const { pattern, problems } = parsePattern(textOf(lines));
  return (
    problems.length === 0 && texts.every((text) => matchPattern(pattern, text, { captures: {}, unordered }).matched)
  );
}

/** Lines as the one text that reads as them: a blank line at the end needs its own line end. */
export function textOf(lines: readonly string[]): string {
  return lines.at(-1) === "" ? `${lines.join("\n")}\n` : lines.join("\n");
}

type Lines = readonly string[];

/** Line beside line. */
function inferAligned(runs: readonly Lines[], measures: Measures): InferredText | undefined {
  const [first = []] = runs;
  if (runs.some((lines) => lines.length !== first.length)) return undefined;
  // A line that is found elsewhere in another run has moved: what fits both would say nothing.
  if (hasMoved(runs)) return undefined;
  return inferColumns(
    first.map((_, index) => runs.map((lines) => lines[index] ?? "")),
    measures,
  );
}

function hasMoved(runs: readonly Lines[]): boolean {
  const masked = runs.map((lines) => lines.map(maskOf));
  const [first = []] = masked;
  return masked.some((lines) => lines.some((line, at) => line !== first[at])) && sameMultiset(masked);
}

function inferColumns(columns: readonly Lines[], measures: Measures, unordered = false): InferredText | undefined {
  const first = inferLines(columns, () => measures);
  const measured = first?.map(({ holes }) => holes.some(({ what }) => isMeasured(what))) ?? [];
  const isMeasuring =
    measured.includes(true) || (measures.time === true && columns.some(([own]) => tellsDuration(own ?? "")));
  const inferred = isMeasuring ? inferMeasured(columns, { measured, measures }) : first;
  if (inferred === undefined) return undefined;
  const holes = inferred.flatMap(({ holes: own }, line) => own.map((hole) => ({ ...hole, line })));
  return { lines: inferred.map(({ source }) => source), holes, unordered };
}

const measuredKinds: ReadonlySet<string> = new Set(["a duration", "a number", "a whole number", "an amount of memory"]);

function isMeasured(what: string): boolean {
  return measuredKinds.has(what);
}

/** Where one line was measured, so were its other decimals, the durations in other lines, and what a table has below it. */
function inferMeasured(
  columns: readonly Lines[],
  { measured, measures }: { readonly measured: readonly boolean[]; readonly measures: Measures },
): readonly InferredLine[] | undefined {
  const byShape = new Map<string, Set<number>>();
  for (const [index, column] of columns.entries()) {
    if (measured[index] !== true) continue;
    const places = byShape.get(shapeOf(column)) ?? new Set<number>();
    byShape.set(shapeOf(column), places);
    for (const place of measuredPlaces(column, measures)) places.add(place);
  }
  return inferLines(columns, (index) => {
    const own = columns[index] ?? [];
    const timed = measured[index] === true || tellsDuration(own[0] ?? "");
    const measuredAt = byShape.get(shapeOf(own));
    return { ...measures, timed, ...compact({ measuredAt }) };
  });
}

/** The columns, from 0, of the numbers that differ from run to run. */
function measuredPlaces(column: Lines, measures: Measures): readonly number[] {
  let start = 0;
  return (inferPieces(column, { ...measures, quotes: "apart", timed: false }) ?? []).flatMap(({ shown, part }) => {
    const at = start;
    start += shown[0]?.length ?? 0;
    return typeof part !== "string" && "what" in part && isMeasured(part.what) ? [at] : [];
  });
}

/** Lines of one table have the same shape: the same kinds of pieces. */
function shapeOf([line = ""]: Lines): string {
  return readTokens(line, "apart")
    .map(({ kind, text }) => (kind === "other" ? text : kind))
    .join(" ");
}

function inferLines(
  columns: readonly Lines[],
  optionsOf: (index: number) => LineOptions,
): readonly InferredLine[] | undefined {
  const inferred: InferredLine[] = [];
  for (const [index, column] of columns.entries()) {
    const line = inferLine(column, optionsOf(index));
    if (line === undefined) return undefined;
    inferred.push(line);
  }
  return inferred;
}

/** What changes from run to run, whatever the line is about. */
const volatile: ReadonlySet<TokenKind> = new Set<TokenKind>(["uuid", "datetime", "time", "address", "path", "digest"]);

/** What makes a line the same line in another run. */
function maskOf(line: string): string {
  return readTokens(line, "apart")
    .map(({ kind, text }) => (volatile.has(kind) || (kind === "number" && /[.e]/.test(text)) ? `\0${kind}\0` : text))
    .join("");
}

function sameMultiset(runs: readonly Lines[]): boolean {
  const [first = "", ...others] = runs.map((lines) => lines.toSorted().join("\n"));
  return others.every((other) => other === first);
}

/** The same lines in another order. */
function inferPermuted(runs: readonly Lines[], measures: Measures): InferredText | undefined {
  const masked = runs.map((lines) => lines.map((line) => ({ line, mask: maskOf(line) })));
  const [first = []] = masked;
  if (!sameMultiset(masked.map((lines) => lines.map(({ mask }) => mask)))) return undefined;
  const left = masked.map((lines) => {
    const alike = groupBy(lines, ({ mask }) => mask);
    return new Map([...alike].map(([mask, own]) => [mask, own.values()]));
  });
  const columns = first.map(({ mask }) => left.map((lines) => lines.get(mask)?.next().value?.line ?? ""));
  return inferColumns(columns, measures, true);
}

/** Beyond this lines that come and go are not looked for. */
const mostLines = 2000;

/** The same lines in another run than the first: an index into that one's lines by that into the first's. */
interface OtherRun {
  readonly lines: Lines;
  readonly pairs: ReadonlyMap<number, number>;
}

/** The lines that all runs have in common, and `...` for what stands between them. */
function inferWithGaps(runs: readonly Lines[], measures: Measures): InferredText | undefined {
  const [first = [], ...rest] = runs;
  const most = Math.max(...runs.map((lines) => lines.length));
  if (most > mostLines) return undefined;
  const others = rest.map((lines): OtherRun => ({ lines, pairs: commonLines(first, lines) }));
  // By index into the first run's lines: the line in each run.
  const common = new Map<number, Lines>();
  for (const [index, line] of first.entries()) {
    const places = others.map(({ pairs }) => pairs.get(index)).filter((at) => at !== undefined);
    if (places.length === others.length) {
      common.set(index, [line, ...others.map(({ lines }, run) => lines[places[run] ?? -1] ?? "")]);
    }
  }
  if (common.size * 2 < most) return undefined;
  const inferred = inferColumns([...common.values()], measures);
  if (inferred === undefined || !inferred.lines.some((line) => /[\p{L}\p{N}]/u.test(line))) return undefined;
  return withGaps(inferred, [...common.keys()], { length: first.length, others });
}

function commonLines(left: Lines, right: Lines): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  let [at, other] = [0, 0];
  for (const { value, added, removed } of diffArrays(left.map(maskOf), right.map(maskOf))) {
    if (!added && !removed) for (let index = 0; index < value.length; index += 1) pairs.set(at + index, other + index);
    if (!added) at += value.length;
    if (!removed) other += value.length;
  }
  return pairs;
}

interface Gapped {
  /** Of the first run, in lines. */
  readonly length: number;
  readonly others: readonly OtherRun[];
}

/** `...` wherever any run has a line that is not in all of them; where that is matters to no one, so one at every break. */
function withGaps(inferred: InferredText, kept: readonly number[], runs: Gapped): InferredText {
  const lines: string[] = [];
  const moved: number[] = [];
  const gap: InferredHole[] = [];
  const put = (): void => {
    gap.push({ line: lines.length, hole: "...", what: "lines that come and go", seen: [] });
    lines.push("...");
  };
  for (const [index, line] of inferred.lines.entries()) {
    const before = index === 0 ? -1 : (kept[index - 1] ?? 0);
    if (needsGap(before, kept[index] ?? 0, runs)) put();
    moved.push(lines.length);
    lines.push(line);
  }
  if (needsGap(kept.at(-1) ?? -1, runs.length, runs)) put();
  const holes = [...inferred.holes.map((hole) => ({ ...hole, line: moved[hole.line] ?? hole.line })), ...gap];
  return { lines, holes: holes.toSorted((a, b) => a.line - b.line), unordered: false };
}

/** Whether in any run something stands between two lines of the first run that are neighbours in the pattern. */
function needsGap(left: number, right: number, { length, others }: Gapped): boolean {
  if (right - left > 1) return true;
  return others.some(({ lines, pairs }) => {
    const [from, to] = [left === -1 ? -1 : pairs.get(left), right === length ? lines.length : pairs.get(right)];
    return (to ?? 0) - (from ?? 0) > 1;
  });
}
