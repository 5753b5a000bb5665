import { blocksOf, looseLinesOf } from "./blocks.ts";
import { unsetCapture } from "./captures.ts";
import { matchBlocks } from "./match-blocks.ts";
import type { MatchOptions, MatchResult } from "./match-result.ts";
import { matchUnordered } from "./match-unordered.ts";
import type { Pattern } from "./pattern.ts";
import { type Progress, result, startMatch, unsetResult } from "./progress.ts";

export { findForbidden } from "./find-forbidden.ts";
export type { MatchOptions, MatchResult, Mismatch, PlacedLine } from "./match-result.ts";
export type { Captures } from "./pattern.ts";

/** Holds a whole output against a pattern. */
export function matchPattern(pattern: Pattern, actual: string, options: MatchOptions): MatchResult {
  const leavesOut = pattern.lines.some((line) => line.kind === "ellipsis");
  return match(startMatch(pattern, actual, options), (progress) =>
    options.unordered === true ? matchUnordered(progress, leavesOut) : matchBlocks(blocksOf(pattern), progress),
  );
}

/** Holds an output against the lines that it must contain: whole lines, in this order, anything between. */
export function matchExcerpt(pattern: Pattern, actual: string, options: MatchOptions): MatchResult {
  return match(startMatch(pattern, actual, options), (progress) =>
    options.unordered === true ? matchUnordered(progress, true) : matchBlocks(looseLinesOf(pattern), progress),
  );
}

/** Looks for a pattern's lines anywhere in an output, one right after the other but for what `...` leaves out. */
export function matchQuotation(pattern: Pattern, actual: string, options: MatchOptions): MatchResult {
  const anywhere = { ...blocksOf(pattern), fromStart: false, toEnd: false };
  return match(startMatch(pattern, actual, options), (progress) => matchBlocks(anywhere, progress));
}

function match(progress: Progress, compare: (progress: Progress) => MatchResult["mismatch"]): MatchResult {
  const unset = unsetCapture(progress.pattern, (name) => Object.hasOwn(progress.captures, name));
  return unset === undefined ? result(progress, compare(progress)) : unsetResult(progress, unset);
}
