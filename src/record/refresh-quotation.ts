import type { ExpectedText } from "../lesson/expected-text.ts";
import { acceptsAnything } from "../pattern/accepts-anything.ts";
import { blocksOf } from "../pattern/blocks.ts";
import { matchPattern, matchQuotation } from "../pattern/match-pattern.ts";
import { comparedText, splitLines } from "../pattern/output-lines.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import type { Pattern, PatternLine, TextLine } from "../pattern/pattern.ts";
import { inferText, mostCharacters, textOf } from "./infer-text.ts";
import type { InferredHole } from "./inferred-text.ts";
import { accepts, alignLines, mergeLines, type Run, type ShownText } from "./keep-lines.ts";
import { type Excerpt, nearestExcerpt } from "./nearest-excerpt.ts";

/** A quotation that does not hold, and the step that it quotes. */
export interface Quoted {
  readonly quotation: ExpectedText;
  /** All that the step was expected to show before, and is expected to show from now on; absent where unknown. */
  readonly before?: ExpectedText | undefined;
  readonly now?: ExpectedText | undefined;
  /** What can be quoted of the step, run by run, with what is captured once it has passed. */
  readonly shown: readonly ShownText[];
}

/** The lines that a quotation is to have from now on. */
export interface Refreshed {
  readonly lines: readonly string[];
  /** Those that are in no expectation. */
  readonly holes: readonly InferredHole[];
}

/**
 * `varies`: the runs have no lines in common that could be quoted; `unclear`: nothing is clearly nearest to the old text;
 * `long`: so much is shown that nothing is looked for.
 */
export type NotRefreshed = { readonly reason: "varies" | "unclear" | "long" };

/** The quotation with what its step shows now: all of it where it quoted all, else the excerpt nearest to the old one. */
export function refreshQuotation(quoted: Quoted): Refreshed | NotRefreshed {
  const length = Math.max(...quoted.shown.map(({ text }) => text.length));
  if (length > mostCharacters || length * quoted.quotation.text.value.length > mostCompared) return { reason: "long" };
  const output = outputOf(quoted);
  if (output === undefined) return { reason: "varies" };
  const { quotation } = quoted;
  if (quotation.pattern.lines.length * output.lines.length > mostPairs) return { reason: "unclear" };
  const isWhole = quotesAll(quoted, output);
  for (const keepsLines of [true, false]) {
    const made = remade(quoted, output, { isWhole, keepsLines });
    if (made === undefined) return { reason: "unclear" };
    if (holds(made.lines, quoted.shown)) return made;
  }
  return { reason: "varies" };
}

/** Beyond this nothing is looked for: so long a text is no quotation. */
const mostPairs = 40_000;

/** So many characters of what is shown may be held against each of the quotation, all together. */
const mostCompared = 200_000_000;

/** What the step shows, as lines of a pattern, one for each line of each run. */
interface Output {
  readonly lines: readonly string[];
  readonly holes: readonly InferredHole[];
  readonly runs: readonly Run[];
}

/** Lines as the step's own expectation has them, and where it does not say them, as recording would write them. */
function outputOf({ shown, now }: Quoted): Output | undefined {
  const runs = shown.map(({ text, captures }): Run => ({ lines: splitLines(text).map(comparedText), captures }));
  const inferred = inferText(shown.map(({ text }) => text));
  const count = inferred?.lines.length ?? 0;
  if (inferred === undefined || inferred.unordered || runs.some(({ lines }) => lines.length !== count))
    return undefined;
  const expected = now === undefined ? [] : plainLines(now);
  const isExpected = (at: number): boolean =>
    runs.every(({ lines, captures }) => accepts(expected[at], lines[at] ?? "", { captures }));
  const own = inferred.lines.map((_, at) => isExpected(at));
  const written = dedented(now === undefined ? [] : splitLines(now.text.value));
  return {
    lines: inferred.lines.map((line, at) => (own[at] === true ? (written[at] ?? line) : line)),
    holes: inferred.holes.filter(({ line }) => own[line] !== true),
    runs,
  };
}

/** The lines of a pattern that leaves none out. */
function plainLines({ pattern }: ExpectedText): readonly TextLine[] {
  const lines = pattern.lines.filter((line) => line.kind === "text");
  return lines.length === pattern.lines.length ? lines : [];
}

/** As many lines as the step had before, or where that is not known, as it has now: a part of it has fewer. */
function quotesAll({ quotation, before }: Quoted, { lines }: Output): boolean {
  const own = plainLines(quotation).length;
  const all = before === undefined ? lines.length : plainLines(before).length;
  return own > 0 && own === all;
}

interface Making {
  readonly isWhole: boolean;
  /** Lines of the quotation that still hold stay as they are. */
  readonly keepsLines: boolean;
}

function remade(quoted: Quoted, output: Output, { isWhole, keepsLines }: Making): Refreshed | undefined {
  const { pattern, text } = quoted.quotation;
  const written = splitLines(text.value);
  const lines: string[] = [];
  const holes: InferredHole[] = [];
  let [next, after] = [0, 0];
  for (const { start, lines: block } of blocksOf(pattern).blocks) {
    lines.push(...written.slice(next, start));
    next = start + block.length;
    const fits = (line: number, at: number): boolean => fitsAt(block[line], at, output);
    const found = isWhole
      ? { from: 0, to: output.lines.length }
      : (stillThere(block, output, { fits, after }) ??
        nearestExcerpt(block, output.lines, { fits, after, stood: stoodAt(block, quoted, output) }));
    if (found === undefined) return undefined;
    after = found.to;
    const own = keepsLines ? block : [];
    const made = excerptLines(own, written.slice(start, next), { output, excerpt: found });
    holes.push(...made.holes.map((hole) => ({ ...hole, line: hole.line + lines.length })));
    lines.push(...made.lines);
  }
  return { lines: [...lines, ...written.slice(next)], holes };
}

function fitsAt(line: PatternLine | undefined, at: number, { runs }: Output): boolean {
  return runs.every(({ lines, captures }) => accepts(line, lines[at] ?? "", { captures }));
}

function stillThere(
  block: readonly TextLine[],
  { lines }: Output,
  { fits, after }: { readonly fits: (line: number, at: number) => boolean; readonly after: number },
): Excerpt | undefined {
  for (let from = after; from + block.length <= lines.length; from += 1) {
    if (block.every((_, index) => fits(index, from + index))) return { from, to: from + block.length };
  }
  return undefined;
}

/** Where in what the step was expected to show the block stood, if as many lines are shown now. */
function stoodAt(block: readonly TextLine[], { before }: Quoted, { lines }: Output): number | undefined {
  const old = before === undefined ? [] : plainLines(before);
  if (old.length !== lines.length) return undefined;
  const places = [...old.keys()].filter((from) => block.every((line, index) => isSameLine(line, old[from + index])));
  return places.length === 1 ? places[0] : undefined;
}

/** Whether one says what the other does: word for word, or as what the other's holes read. */
function isSameLine(line: TextLine, old: TextLine | undefined): boolean {
  if (old === undefined) return false;
  const text = line.source.trim();
  return text === old.source.trim() || matchPattern({ lines: [old] }, text, { captures: {} }).matched;
}

/** The excerpt with the block's lines that still match, indented as the block is. */
function excerptLines(
  own: readonly TextLine[],
  written: readonly string[],
  { output, excerpt: { from, to } }: { readonly output: Output; readonly excerpt: Excerpt },
): Refreshed {
  const sources = dedented(output.lines.slice(from, to));
  const placed = alignLines(own, sources.length, (line, at) => fitsAt(own[line], from + at, output));
  const changed = placed.flatMap((each) => ("fresh" in each ? [each.fresh] : []));
  const holes = output.holes.flatMap((hole) => {
    const line = changed.indexOf(hole.line - from);
    return line === -1 ? [] : [{ ...hole, line }];
  });
  const fresh = { lines: changed.map((at) => sources[at] ?? ""), holes, unordered: false };
  const runs = output.runs.map((run) => ({ ...run, lines: dedented(run.lines.slice(from, to)) }));
  return mergeLines(placed, { written, fresh, own, runs });
}

function dedented(lines: readonly string[]): readonly string[] {
  const depths = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const least = depths.length === 0 ? 0 : Math.min(...depths);
  return lines.map((line) => line.slice(least));
}

function holds(lines: readonly string[], shown: readonly ShownText[]): boolean {
  const { pattern, problems } = parsePattern(textOf(lines));
  return problems.length === 0 && acceptsAnything(pattern) === undefined && shown.every(isQuoted(pattern));
}

/** Whether the pattern quotes what a run showed. */
export function isQuoted(pattern: Pattern): (shown: ShownText) => boolean {
  return ({ text, captures }) => matchQuotation(pattern, text, { captures }).matched;
}
