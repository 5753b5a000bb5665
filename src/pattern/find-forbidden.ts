import type { RE2JS } from "re2js";

import { type Block, blocksOf } from "./blocks.ts";
import { unsetCapture } from "./captures.ts";
import { type CompiledLine, compileParts, groupsOf } from "./compile-line.ts";
import { extraIndent, ownIndent, withoutIndent } from "./extra-indent.ts";
import { judge } from "./judge.ts";
import type { MatchOptions, Mismatch } from "./match-result.ts";
import type { Captures, Pattern } from "./pattern.ts";
import { compile, judgeOptions, type Progress, startMatch, unsetResult } from "./progress.ts";

export interface ForbiddenResult {
  readonly found: boolean;
  /** Where it was found, or which capture is unset. */
  readonly mismatch?: Mismatch;
  /** A capture that the pattern uses and that nothing has bound. */
  readonly unset?: string;
  readonly steps: number;
}

/** Looks for a pattern that must not occur anywhere in an output, within its lines included. */
export function findForbidden(pattern: Pattern, actual: string, options: MatchOptions): ForbiddenResult {
  const progress = startMatch(pattern, actual, options);
  const unset = unsetCapture(pattern, (name) => Object.hasOwn(options.captures, name));
  if (unset !== undefined) {
    const { mismatch, steps } = unsetResult(progress, unset);
    return { found: false, unset: unset.name, ...(mismatch && { mismatch }), steps };
  }
  const places = blocksOf(pattern).blocks.map((block) => findOccurrence(block, progress));
  if (places.includes(undefined)) return { found: false, steps: progress.work.steps };
  return { found: true, mismatch: explainOccurrence(progress, places[0]), steps: progress.work.steps };
}

function explainOccurrence({ output, pattern }: Progress, place: number | undefined): Mismatch {
  if (place === undefined) return { kind: "occurs", why: "an empty text occurs in every output" };
  const patternLine = pattern.lines.findIndex((line) => line.kind === "text");
  const expected = pattern.lines[patternLine]?.source ?? "";
  const why = `this must not occur, and does in line ${String(place + 1)} of the output`;
  return { kind: "occurs", patternLine, actualLine: place, expected, actual: output[place] ?? "", why };
}

/** The first place from here on where the block occurs and its holes accept what they read; moves on behind it. */
function findOccurrence(block: Block, progress: Progress): number | undefined {
  const search = block.lines.map((line, index) =>
    compileSearch(compile(line, progress), index === block.lines.length - 1),
  );
  for (let place = progress.at; place + block.lines.length <= progress.output.length; place += 1) {
    const captures = occursAt(block, search, { progress, place });
    if (captures === undefined) continue;
    progress.at = place + block.lines.length;
    progress.captures = captures;
    return place;
  }
  progress.at = progress.output.length;
  return undefined;
}

interface SearchLine {
  readonly compiled: CompiledLine;
  readonly regex: RE2JS;
}

/** Only a block's last line may go on after what the pattern has. */
function compileSearch(compiled: CompiledLine, isLast: boolean): SearchLine {
  return { compiled, regex: compileParts(compiled.parts, isLast ? "" : "$") };
}

function occursAt(
  block: Block,
  search: readonly SearchLine[],
  { progress, place }: { readonly progress: Progress; readonly place: number },
): Captures | undefined {
  const following = { from: place + 1, count: search.length - 1 };
  const indent = extraIndent(ownIndent(block.lines.slice(1)), following, progress) ?? "";
  let { captures } = progress;
  for (const [index, line] of search.entries()) {
    const text = withoutIndent(progress.output[place + index] ?? "", index === 0 ? "" : indent);
    const accepted =
      text === undefined ? undefined : occursIn(line, text, { progress, captures, isFirst: index === 0 });
    if (accepted === undefined) return undefined;
    captures = accepted;
  }
  return captures;
}

/** Goes through a line's occurrences, which do not overlap, until the holes accept one; only a block's first may begin late. */
function occursIn(
  { compiled, regex }: SearchLine,
  text: string,
  { progress, captures, isFirst }: { progress: Progress; captures: Captures; isFirst: boolean },
): Captures | undefined {
  const matcher = regex.matcher(text);
  progress.work.steps += text.length + 1;
  while (isFirst ? matcher.find() : matcher.lookingAt()) {
    const reads = groupsOf(compiled.parts).map((group) => matcher.group(group) ?? "");
    progress.work.steps += matcher.end() - matcher.start() + 1;
    const judgement = judge(compiled.parts, reads, { ...judgeOptions(progress), captures });
    if (judgement.kind === "accepted") return judgement.captures;
    if (!isFirst) return undefined;
  }
  return undefined;
}
