import { checkStrict } from "../check/check-strict.ts";
import type { Facts } from "../lesson/facts.ts";
import type { Finding } from "../lesson/finding.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { ObservedStep } from "../lesson/observed-step.ts";
import type { StepResult } from "../lesson/report.ts";
import type { ValidateOptions } from "./validate-lessons.ts";

/** What the expectations of a step that passed are worth. */
export interface Review {
  readonly findings: readonly Finding[];
}

type Result = Omit<StepResult, "kernel">;

/** Looks at the expectations of a step that passed, as far as that was asked for. */
export function reviewStep(
  { strict = false }: Pick<ValidateOptions, "strict">,
  observed: ObservedStep,
  { lesson, facts, result }: { readonly lesson: Lesson; readonly facts: Facts; readonly result: Result },
): Review {
  return { findings: strict && result.verdict === "passed" ? checkStrict(observed, { lesson, facts }) : [] };
}

/** A step's result with what its review found. */
export function withReview(result: Result, { findings }: Review): Result {
  return findings.length === 0 ? result : { ...result, verdict: "failed", findings: [...result.findings, ...findings] };
}
