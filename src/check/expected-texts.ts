import { displayTexts, wholeDisplayTexts } from "../lesson/display-texts.ts";
import type { ExpectedParts } from "../lesson/expectation.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";

/** The texts that a step must show, of all parts; what `not` forbids is none of them. */
export function expectedTexts(parts: ExpectedParts): readonly ExpectedText[] {
  return [...textsBesideDisplays(parts), ...displayTexts(parts)];
}

/** Those of them that alone decide about a part: an expected JSON value decides by more than its texts. */
export function wholeTexts(parts: ExpectedParts): readonly ExpectedText[] {
  return [...textsBesideDisplays(parts), ...wholeDisplayTexts(parts)];
}

function textsBesideDisplays(parts: ExpectedParts): readonly ExpectedText[] {
  const { shows, stdout, stderr, streams, result, error, contains } = parts;
  const texts = [shows, stdout, stderr, streams, result, error?.name, error?.message, contains];
  return texts.filter((text) => text !== undefined);
}
