import type { Step } from "../lesson/lesson.ts";
import { capturesOf } from "../pattern/captures.ts";
import { expectedTexts } from "./expected-texts.ts";

/** The names of the captures that a step's expectation can bind. */
export function capturesBoundBy(step: Step): readonly string[] {
  if (step.kind !== "code" || step.expect === undefined) return [];
  return step.expect.variants
    .flatMap(({ parts }) => expectedTexts(parts))
    .flatMap(({ pattern }) => capturesOf(pattern).binds.map((bind) => bind.name));
}
