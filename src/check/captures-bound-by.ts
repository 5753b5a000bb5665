import type { ExpectedParts, ExpectedText } from "../lesson/expectation.ts";
import type { Step } from "../lesson/lesson.ts";
import { capturesOf } from "../pattern/captures.ts";

/** The names of the captures that a step's expectation can bind. */
export function capturesBoundBy(step: Step): readonly string[] {
  if (step.kind !== "code" || step.expect === undefined) return [];
  return step.expect.variants
    .flatMap(({ parts }) => textsOf(parts))
    .flatMap(({ pattern }) => capturesOf(pattern).binds.map((bind) => bind.name));
}

function textsOf(parts: ExpectedParts): readonly ExpectedText[] {
  const { shows, stdout, stderr, result, error, display, contains } = parts;
  const texts = [shows, stdout, stderr, result, error?.name, error?.message, contains];
  return [...texts.flatMap((text) => text ?? []), ...(display ?? []).map(({ expected }) => expected)];
}
