import type { Facts } from "../model/facts.ts";
import type { Finding, Verdict } from "../model/finding.ts";
import type { ObservedStep } from "../model/observed-step.ts";

/** All runs of a lesson on one kernel. */
export interface LessonOnKernel {
  readonly kernel: string;
  readonly facts: Facts;
  /** What each run showed, by index into the lesson's steps. */
  readonly runs: readonly ReadonlyMap<number, ShownStep>[];
}

/** What a step showed, and what `validate` says of it where it is no code. */
export interface ShownStep {
  readonly observed: ObservedStep;
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}
