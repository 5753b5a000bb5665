import type { ExpectedText } from "../lesson/expected-text.ts";
import { type Captures, matchPattern, type MatchOptions } from "../pattern/match-pattern.ts";
import { comparedText, splitLines } from "../pattern/output-lines.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import type { PatternLine } from "../pattern/pattern.ts";
import { type Chain, chained, linksOf } from "./chain.ts";
import { keepHoles } from "./keep-holes.ts";
import { inferText, textOf } from "./infer-text.ts";
import type { InferredHole, InferredText } from "./inferred-text.ts";
import type { Measures } from "./measures.ts";

/** A text that a run showed, and the captures that hold before it. */
export interface ShownText {
  readonly text: string;
  readonly captures: Captures;
}

/**
 * A new text with the author's lines wherever they still match (their holes, captures, `...` and indentation), and with the
 * author's holes in the lines that changed; absent where the runs do not stand side by side, line by line.
 */
export function keepLines(
  { pattern, text }: ExpectedText,
  {
    shown,
    options,
    measures,
  }: {
    readonly shown: readonly ShownText[];
    readonly options: Omit<MatchOptions, "captures">;
    readonly measures?: Measures;
  },
): InferredText | undefined {
  const runs = shown.map((each): Run => ({ lines: splitLines(each.text).map(comparedText), captures: each.captures }));
  const count = runs[0]?.lines.length ?? 0;
  const own = pattern.lines;
  const isAligned = options.unordered !== true && runs.every(({ lines }) => lines.length === count);
  const length = Math.max(...shown.map((each) => each.text.length));
  if (!isAligned || own.length * count > mostPairs || own.length * length > mostRead) return undefined;
  const bound = runs.map((run) => ({ ...run, captures: { ...run.captures, ...capturesIn(own, run, options) } }));
  const fits = (line: number, at: number): boolean =>
    bound.every((run) => accepts(own[line], run.lines[at] ?? "", { ...options, captures: run.captures }));
  const placed = alignLines(own, count, fits);
  const changed = placed.flatMap((each) => ("fresh" in each ? [each.fresh] : []));
  const fresh = inferText(
    runs.map(({ lines }) => textOf(changed.map((at) => lines[at] ?? ""))),
    measures,
  );
  if (fresh === undefined || fresh.unordered || fresh.lines.length !== changed.length) return undefined;
  const kept = mergeLines(placed, { written: splitLines(text.value), fresh, own, runs: bound });
  return holds(kept, shown, options) ? kept : undefined;
}

/** Beyond this the author's lines are not looked for: so many lines are no one's own. */
const mostPairs = 40_000;

/** The most characters that are looked through for the author's lines, once for each of them. */
const mostRead = 20_000_000;

/** What one run showed, line by line, and the captures that hold there. */
export interface Run {
  readonly lines: readonly string[];
  readonly captures: Captures;
}

/** Whether a line of a pattern, whatever stands around it, reads a line of output. */
export function accepts(line: PatternLine | undefined, actual: string, options: MatchOptions): boolean {
  return line?.kind === "text" && matchPattern({ lines: [line] }, actual, options).matched;
}

/** What the lines that bind a capture read, each the first line of output that it can. */
function capturesIn(lines: readonly PatternLine[], run: Run, options: Omit<MatchOptions, "captures">): Captures {
  let captures = run.captures;
  for (const line of lines) {
    if (
      line.kind !== "text" ||
      !line.segments.some((segment) => segment.kind === "hole" && segment.hole.name !== undefined)
    )
      continue;
    for (const actual of run.lines) {
      const read = matchPattern({ lines: [line] }, actual, { ...options, captures });
      if (!read.matched) continue;
      ({ captures } = read);
      break;
    }
  }
  return captures;
}

/** One line of the new text: the author's, the fresh one, or the author's `...`, which reads some. */
type Placed = { readonly own: number } | { readonly fresh: number; readonly instead?: number };

interface Best {
  readonly cost: number;
  readonly placed: Chain<Placed> | undefined;
}

// A line of the author's that gives way to a fresh one costs less than one that goes: `...` must not swallow a change.
const costs = { replaced: 2, gone: 5, added: 3, skipped: 0.01 };

/** The cheapest way from the author's lines to the fresh ones, line by line. */
export function alignLines(
  own: readonly PatternLine[],
  count: number,
  fits: (line: number, at: number) => boolean,
): readonly Placed[] {
  // From the end, so that each row needs the one after it alone.
  let next: Best[] = [];
  for (let line = own.length; line >= 0; line -= 1) {
    const row: Best[] = Array.from({ length: count + 1 });
    for (let at = count; at >= 0; at -= 1) row[at] = bestAt({ own, line, at, count, next, row, fits });
    next = row;
  }
  return [...linksOf(next[0]?.placed)];
}

interface Cell {
  readonly own: readonly PatternLine[];
  readonly line: number;
  readonly at: number;
  readonly count: number;
  readonly next: readonly Best[];
  readonly row: readonly Best[];
  readonly fits: (line: number, at: number) => boolean;
}

function bestAt({ own, line, at, count, next, row, fits }: Cell): Best {
  const choices: Best[] = [];
  const take = (after: Best | undefined, cost: number, placed?: Placed): void => {
    if (after !== undefined) choices.push({ cost: after.cost + cost, placed: chained(placed, after.placed) });
  };
  const isEllipsis = own[line]?.kind === "ellipsis";
  if (line === own.length && at === count) return { cost: 0, placed: undefined };
  if (line < own.length && at < count && !isEllipsis) {
    if (fits(line, at)) take(next[at + 1], 0, { own: line });
    else take(next[at + 1], costs.replaced, { fresh: at, instead: line });
  }
  if (line < own.length && isEllipsis) {
    take(next[at], 0, { own: line });
    if (at < count) take(row[at + 1], costs.skipped);
  }
  if (line < own.length && !isEllipsis) take(next[at], costs.gone);
  if (at < count) take(row[at + 1], costs.added, { fresh: at });
  return choices.reduce((best, each) => (each.cost < best.cost ? each : best));
}

interface Merging {
  /** The author's text, line by line. */
  readonly written: readonly string[];
  readonly own: readonly PatternLine[];
  /** The lines that are new, in their order. */
  readonly fresh: InferredText;
  readonly runs: readonly Run[];
}

/** The author's lines and the fresh ones, each in its place; holes of the author's stay in lines that change. */
export function mergeLines(placed: readonly Placed[], { written, own, fresh, runs }: Merging): InferredText {
  const indent = commonIndent(written);
  const lines: string[] = [];
  const holes: InferredHole[] = [];
  let next = 0;
  for (const each of placed) {
    if ("own" in each) {
      lines.push(written[each.own] ?? "");
      continue;
    }
    const number = next++;
    const instead = each.instead === undefined ? undefined : own[each.instead];
    const shown = runs.map((run) => ({ line: run.lines[each.fresh] ?? "", captures: run.captures }));
    const mixed = instead?.kind === "text" ? keepHoles(instead, shown) : undefined;
    const found = mixed?.holes ?? fresh.holes.filter(({ line }) => line === number);
    holes.push(...found.map((hole) => ({ ...hole, line: lines.length })));
    const source = mixed?.source ?? fresh.lines[number] ?? "";
    lines.push(source === "" ? source : indent + source);
  }
  return { lines, holes, unordered: false };
}

/** How far all of the author's lines are indented; fresh lines are as far, where those are not at all. */
function commonIndent(lines: readonly string[]): string {
  const filled = lines.filter((line) => line.trim() !== "");
  const least = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  return Number.isFinite(least) ? (filled[0] ?? "").slice(0, least) : "";
}

function holds(kept: InferredText, shown: readonly ShownText[], options: Omit<MatchOptions, "captures">): boolean {
  const { pattern, problems } = parsePattern(textOf(kept.lines));
  return (
    problems.length === 0 &&
    shown.every(({ text, captures }) => matchPattern(pattern, text, { ...options, captures }).matched)
  );
}
