import type { DecodePng } from "../basics/pixels.ts";
import type { ExpectedError, ExpectedParts } from "../lesson/expectation.ts";
import type { Observation } from "../model/observation.ts";
import { withForms } from "../model/saved-forms.ts";
import { placeInText } from "../source/place.ts";
import { findForbidden, matchExcerpt, matchPattern, type MatchResult } from "../pattern/match-pattern.ts";
import { displaysToCheck } from "./displays-to-check.ts";
import type { TextCheckInput } from "./check-text.ts";
import type { PartToCheck, TextToCheck } from "./part-to-check.ts";
import { resultText, seenText, streamsText, streamText } from "./seen.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";

/** What is held against each part of a variant, in the order in which captures are bound; errors are not among them. */
export function textsToCheck(parts: ExpectedParts, seen: Observation, decodePng?: DecodePng): readonly PartToCheck[] {
  const { forms } = parts;
  const formed = (expected: ExpectedText | undefined, came: string, what: string): readonly PartToCheck[] =>
    whole(expected, forms === undefined ? came : withForms(came, forms), what).map((part) => ({ ...part, came }));
  return [
    ...formed(parts.shows, seenText(seen), "output"),
    ...whole(parts.stdout, streamText(seen, "stdout"), "text on stdout"),
    ...formed(parts.stderr, streamText(seen, "stderr"), "text on stderr"),
    ...whole(parts.streams, streamsText(seen), "text on stdout and stderr"),
    ...whole(parts.result, resultText(seen), "result"),
    ...(parts.contains
      ? [{ expected: parts.contains, actual: seenText(seen), match: matchExcerpt, what: "output" }]
      : []),
    ...displaysToCheck(parts, seen, decodePng),
    ...(parts.not ?? []).map((expected) => ({ expected, actual: seenText(seen), match: matchAbsence, what: "output" })),
  ];
}

/** What is held against an expected error's name and message. */
export function errorTexts(
  { name, message }: ExpectedError,
  raised: { readonly name: string; readonly message: string },
  { forms }: Pick<ExpectedParts, "forms"> = {},
): readonly TextToCheck[] {
  const match = matchPattern;
  return [
    ...(name ? [{ expected: name, actual: raised.name, match, what: "error's name" }] : []),
    ...(message
      ? [
          {
            expected: message,
            actual: forms === undefined ? raised.message : withForms(raised.message, forms),
            match,
            what: "error's message",
          },
        ]
      : []),
  ];
}

function whole(expected: ExpectedText | undefined, actual: string | undefined, what: string): readonly PartToCheck[] {
  if (expected === undefined) return [];
  if (actual !== undefined) return [{ expected, actual, match: matchPattern, what }];
  const place = placeInText(expected.text, 0);
  return [{ finding: { code: "output-differs", place, message: `The cell has no ${what}` } }];
}

/** `findForbidden` as a match: it holds where the text does not occur. */
function matchAbsence(...[pattern, actual, options]: Parameters<TextCheckInput["match"]>): MatchResult {
  const { found, ...result } = findForbidden(pattern, actual, options);
  return { ...result, matched: !found, captures: options.captures };
}
