import type { ExpectedParts, ExpectedText } from "../lesson/expectation.ts";

/** The texts that a step must show, of all parts; what `not` forbids is none of them. */
export function expectedTexts(parts: ExpectedParts): readonly ExpectedText[] {
  const { shows, stdout, stderr, result, error, display, contains } = parts;
  const texts = [shows, stdout, stderr, result, error?.name, error?.message, contains];
  return [...texts.flatMap((text) => text ?? []), ...(display ?? []).map(({ expected }) => expected)];
}
