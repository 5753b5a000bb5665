import type { Lesson, Step } from "./lesson.ts";
import type { Quotation } from "./quotation.ts";

/** What a lesson quotes of a step. */
export function quotationsOf({ steps }: Lesson, { id }: Step): readonly Quotation[] {
  if (id === undefined) return [];
  return steps.flatMap(({ quotations = [] }) => quotations).filter(({ step }) => step === id);
}
