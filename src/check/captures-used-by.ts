import type { Step } from "../lesson/lesson.ts";
import { capturesOf } from "../pattern/captures.ts";
import { expectedTexts } from "./expected-texts.ts";

/** The names of the captures that a step's expectation uses, those that it binds itself among them. */
export function capturesUsedBy(step: Step): readonly string[] {
  if (step.kind !== "code" || step.expect === undefined) return [];
  return step.expect.variants
    .flatMap(({ parts }) => [...expectedTexts(parts), ...(parts.not ?? [])])
    .flatMap(({ pattern }) => capturesOf(pattern).uses.map(({ name }) => name));
}
