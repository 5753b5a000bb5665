import { compact } from "../basics/compact.ts";
import type { ExpectedParts } from "../lesson/expectation.ts";
import type { Difference, Finding } from "../model/finding.ts";
import { type SourcePlace, placeInText } from "../source/place.ts";
import type { Captures, MatchOptions, MatchResult, Mismatch } from "../pattern/match-pattern.ts";
import { causeOf } from "./cause-of.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";

/** What holding one text against one pattern gave. */
export interface TextCheck {
  readonly captures: Captures;
  readonly findings: readonly Finding[];
  /** A capture that the pattern uses and that nothing has bound. */
  readonly unset?: string;
}

type Match = (pattern: ExpectedText["pattern"], actual: string, options: MatchOptions) => MatchResult;

export interface TextCheckInput {
  readonly expected: ExpectedText;
  readonly actual: string;
  /** The same as it came, where it is compared by its form. */
  readonly came?: string;
  readonly captures: Captures;
  readonly parts: Pick<ExpectedParts, "unordered" | "spaces" | "numbers" | "forms">;
  /** How the text is held against the pattern. */
  readonly match: Match;
  /** How the text is called in the message: `output`, `stderr`, `result`. */
  readonly what: string;
}

/** Holds one text against one pattern; a difference is a finding at the pattern's own line. */
export function checkText(input: TextCheckInput): TextCheck {
  const { expected, actual, captures, parts } = input;
  const result = input.match(expected.pattern, actual, matchOptionsOf(parts, captures));
  const { captures: bound, matched, unset } = result;
  if (matched) return { captures: bound, findings: [] };
  const cause = parts.forms !== undefined && !parts.unordered ? causeOf(expected, actual) : undefined;
  const findings = [{ ...differs(input, result), ...compact({ cause }) }];
  return { captures: bound, findings, ...compact({ unset }) };
}

/** How a variant wants its texts compared. */
export function matchOptionsOf(
  { unordered, spaces, numbers }: TextCheckInput["parts"],
  captures: Captures,
): MatchOptions {
  return {
    captures,
    ...compact({ unordered, spaces, numbers }),
  };
}

function differs({ expected, actual, came = actual, what }: TextCheckInput, { mismatch }: MatchResult): Finding {
  return {
    code: "output-differs",
    place: mismatchPlace(expected, mismatch?.patternLine, mismatch?.column),
    message: `The ${what} ${DIFFERENCES[mismatch?.kind ?? "differs"]}`,
    difference: differenceOf(mismatch),
    shown: came,
  };
}

/** What of a mismatch a reader needs. */
function differenceOf({ expected, actual, why }: Mismatch = {}): Difference {
  const isSame = expected !== undefined && expected.normalize() === actual?.normalize();
  return compact({ expected, actual, why: isSame ? unseen : why });
}

const unseen =
  "the two look the same, and differ in Unicode's normal form (NFC, NFD): an accent is part of its letter or apart";

/** A line too many has no line in the pattern: the last one is the nearest. */
function mismatchPlace(expected: ExpectedText, line: number | undefined, column: number | undefined): SourcePlace {
  return placeInText(expected.text, line ?? expected.text.starts.length - 1, line === undefined ? 0 : column);
}

const DIFFERENCES: Readonly<Record<NonNullable<Mismatch["kind"]>, string>> = {
  differs: "differs from what is expected",
  ends: "ends before this line",
  absent: "does not have this line",
  "goes-on": "has a line more than expected",
  occurs: "has text that it must not have",
  unset: "is held against a capture that nothing has bound",
};
