import type { ExpectedError, ExpectedParts, ExpectedText } from "../lesson/expectation.ts";
import type { Observation } from "../lesson/observation.ts";
import { findForbidden, matchExcerpt, matchPattern, type MatchResult } from "../pattern/match-pattern.ts";
import type { TextCheckInput } from "./check-text.ts";
import { mimeText, resultText, seenText, streamText } from "./seen.ts";

/** A text of a cell, the pattern that it is held against and how; no text where the cell has none of that kind. */
export type TextToCheck = Pick<TextCheckInput, "expected" | "match" | "what"> & { readonly actual: string | undefined };

/** What is held against each part of a variant, in the order in which captures are bound; errors are not among them. */
export function textsToCheck(parts: ExpectedParts, seen: Observation): readonly TextToCheck[] {
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

/** What is held against an expected error's name and message. */
export function errorTexts(
  { name, message }: ExpectedError,
  raised: { readonly name: string; readonly message: string },
): readonly (TextToCheck & { readonly actual: string })[] {
  const match = matchPattern;
  return [
    ...(name ? [{ expected: name, actual: raised.name, match, what: "error's name" }] : []),
    ...(message ? [{ expected: message, actual: raised.message, match, what: "error's message" }] : []),
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
