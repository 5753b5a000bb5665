import type { ExpectedParts, ExpectedText } from "../lesson/expectation.ts";
import type { Finding } from "../lesson/finding.ts";
import type { Observation } from "../lesson/observation.ts";
import { type Place, placeInText } from "../lesson/place.ts";
import {
  type Captures,
  findForbidden,
  matchExcerpt,
  matchPattern,
  type MatchResult,
} from "../pattern/match-pattern.ts";
import { checkText, type TextCheck, type TextCheckInput } from "./check-text.ts";
import { mimeText, resultText, seenText, streamText } from "./seen.ts";

/** Holds what a cell showed against each part of a variant; errors are not looked at here. */
export function checkParts(
  parts: ExpectedParts,
  seen: Observation,
  { place, captures }: { readonly place: Place; readonly captures: Captures },
): TextCheck {
  let known = captures;
  const findings: Finding[] = [];
  for (const { expected, actual, match, what } of textsToCheck(parts, seen)) {
    if (actual === undefined) {
      findings.push({
        code: "output-differs",
        place: placeInText(expected.text, 0),
        message: `The cell has no ${what}`,
      });
      continue;
    }
    const checked = checkText({ expected, actual, match, what, captures: known, parts });
    if (checked.unset !== undefined) return { ...checked, findings };
    known = checked.captures;
    findings.push(...checked.findings);
  }
  findings.push(...nothing(parts, seen, place));
  return { captures: known, findings };
}

type TextToCheck = Pick<TextCheckInput, "expected" | "match" | "what"> & { readonly actual: string | undefined };

function textsToCheck(parts: ExpectedParts, seen: Observation): readonly TextToCheck[] {
  return [
    ...whole(parts.shows, seenText(seen), "output"),
    ...whole(parts.stdout, streamText(seen, "stdout"), "text on stdout"),
    ...whole(parts.stderr, streamText(seen, "stderr"), "text on stderr"),
    ...whole(parts.result, resultText(seen), "result"),
    ...(parts.contains
      ? [{ expected: parts.contains, actual: seenText(seen), match: matchExcerpt, what: "output" }]
      : []),
    ...displays(parts, seen),
    ...(parts.not ?? []).map((expected) => ({ expected, actual: seenText(seen), match: matchAbsence, what: "output" })),
  ];
}

function whole(expected: ExpectedText | undefined, actual: string | undefined, what: string): readonly TextToCheck[] {
  return expected ? [{ expected, actual, match: matchPattern, what }] : [];
}

/** The n-th pattern for a mime type is held against the n-th output that has it. */
function displays(parts: ExpectedParts, seen: Observation): readonly TextToCheck[] {
  const taken = new Map<string, number>();
  return (parts.display ?? []).map(({ mimeType, expected }) => {
    const index = taken.get(mimeType) ?? 0;
    taken.set(mimeType, index + 1);
    const texts = seen.outputs.flatMap((output) =>
      output.type === "display" || output.type === "result" ? (mimeText(output.mime, mimeType) ?? []) : [],
    );
    return { expected, actual: texts[index], match: matchPattern, what: `display of type ${mimeType}` };
  });
}

/** `findForbidden` as a match: it holds where the text does not occur. */
function matchAbsence(...[pattern, actual, options]: Parameters<TextCheckInput["match"]>): MatchResult {
  const { found, ...result } = findForbidden(pattern, actual, options);
  return { ...result, matched: !found, captures: options.captures };
}

function nothing(parts: ExpectedParts, seen: Observation, place: Place): readonly Finding[] {
  if (parts.nothing !== true) return [];
  const shown = seenText(seen);
  const empty = shown.trim() === "" && seen.outputs.every((output) => output.type === "stream");
  return empty
    ? []
    : [{ code: "output-differs", place, message: "The cell shows something and should show nothing", shown }];
}
