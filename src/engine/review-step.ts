import { compact } from "../basics/compact.ts";
import { checkStrict } from "../check/check-strict.ts";
import { mutateStep } from "../check/mutate/mutate-step.ts";
import type { Facts } from "../model/facts.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import type { Result, Review } from "./run-events.ts";
import type { Judging } from "./run-input.ts";

export interface ReviewContext {
  readonly lesson: Lesson;
  readonly facts: Facts;
  /** Those from before the step. */
  readonly captures: Captures;
  readonly result: Result;
}

/** Looks at the expectations of a step that passed, as far as that was asked for. */
export function reviewStep(
  { strict = false, mutate = false }: Judging,
  observed: ObservedStep,
  { result, ...context }: ReviewContext,
): Review {
  if (result.verdict !== "passed") return { findings: [] };
  const mutation = mutate === false ? undefined : mutateStep(observed, context);
  return compact({ findings: strict ? checkStrict(observed, context) : [], mutation });
}
