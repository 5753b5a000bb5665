import type { ExpectedText } from "../../lesson/expected-text.ts";
import type { Mutation, MutationScore, Survivor } from "../../model/mutation.ts";
import { type SourcePlace, placeInText } from "../../source/place.ts";
import { matchExcerpt, type MatchOptions, type PlacedLine } from "../../pattern/match-pattern.ts";
import { comparedText, splitLines } from "../../pattern/output-lines.ts";
import type { TextToCheck } from "../part-to-check.ts";
import { isInHole, type Reading } from "./is-in-hole.ts";
import { listMutants, type Mutant } from "./list-mutants.ts";

export interface MutateInput {
  readonly text: Pick<TextToCheck, "expected" | "match" | "actual">;
  readonly options: MatchOptions;
  /** How the unchanged output was read. */
  readonly placed: readonly PlacedLine[];
}

/** Holds changed outputs against the pattern that accepted the unchanged one. */
export function mutateText({ text: { expected, actual, match }, options, placed }: MutateInput): Mutation {
  const { pattern } = expected;
  const lines = splitLines(actual).map(comparedText);
  const unordered = options.unordered === true;
  const leavesOut = unordered && pattern.lines.some(({ kind }) => kind === "ellipsis");
  const reading: Reading = {
    pattern,
    placed: new Map(placed.map((each) => [each.actualLine, each])),
    isExcerpt: match === matchExcerpt || leavesOut,
  };
  const tried = listMutants(lines)
    .filter(({ kind }) => !unordered || kind !== "swap")
    .map((mutant): Tried => {
      const changed = lines.toSpliced(mutant.line, mutant.count, ...mutant.becomes).map((line) => `${line}\n`);
      const { matched } = match(pattern, changed.join(""), options);
      return { mutant, inHole: isInHole(mutant, reading), survives: matched };
    });
  return {
    spelledOut: scoreOf(tried.filter(({ inHole }) => !inHole)),
    inHoles: scoreOf(tried.filter(({ inHole }) => inHole)),
    survivors: tried.filter(({ survives }) => survives).map((each) => survivorOf(each, lines, { expected, reading })),
  };
}

interface Tried {
  readonly mutant: Mutant;
  readonly inHole: boolean;
  readonly survives: boolean;
}

function scoreOf(tried: readonly Tried[]): MutationScore {
  return { mutants: tried.length, refused: tried.filter(({ survives }) => !survives).length };
}

function survivorOf(
  { mutant: { kind, line, count, becomes, changed }, inHole }: Tried,
  lines: readonly string[],
  { expected, reading }: { readonly expected: ExpectedText; readonly reading: Reading },
): Survivor {
  const shown = (texts: readonly string[]): string => texts.map((text) => cutAround(text, changed?.start)).join("\n");
  const before = shown(lines.slice(line, line + count));
  return { kind, inHole, place: placeOf(line, expected, reading), before, after: shown(becomes) };
}

const longestShown = 400;

/** A report is no place for lines of megabytes. */
function cutAround(text: string, at = 0): string {
  if (text.length <= longestShown) return text;
  const start = Math.max(0, at - longestShown / 2);
  const end = start + longestShown;
  return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
}

/** The pattern's line that read this line of the output, or the `...` that did. */
function placeOf(line: number, { text, pattern }: ExpectedText, { placed }: Reading): SourcePlace {
  const own = placed.get(line)?.patternLine;
  const before = [...placed.values()].reduce(
    (last, { actualLine, patternLine }) => (actualLine < line ? Math.max(last, patternLine) : last),
    -1,
  );
  const left = pattern.lines[before + 1]?.kind === "ellipsis" ? before + 1 : Math.max(0, before);
  const at = own ?? left;
  const source = pattern.lines[at]?.source ?? "";
  return placeInText(text, at, source.length - source.trimStart().length);
}
