import type { Facts } from "../model/facts.ts";
import type { Finding, Verdict } from "../model/finding.ts";
import type { InfrastructureCode } from "../model/codes.ts";
import type { Mutation, SolutionMutation } from "../model/mutation.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import type { Progress } from "../model/progress.ts";
import type { ReportKernel, StepResult } from "../model/report.ts";

/** What a run tells, in the order in which it happens: plain data that can be cloned. Judging is done; all else is a consumer's. */
export type RunEvent =
  | Progress
  /** A step and what it showed; not for the student edition. */
  | { readonly kind: "step-judged"; readonly lesson: number; readonly kernel: string; readonly judged: JudgedStep }
  /** The lesson has finished, and its kernels have ended: the last word on it. */
  | { readonly kind: "lesson-ended"; readonly lesson: number; readonly kernel: string; readonly outcome: LessonOutcome }
  /** All lessons on this kernel have ended. */
  | { readonly kind: "kernel-ended"; readonly kernel: ReportKernel };

/** A step's result on one kernel. */
export type Result = Omit<StepResult, "kernel">;

/** What a step showed, and what is to be said of it. */
export interface JudgedStep {
  readonly observed: ObservedStep;
  /** What the kernel is that showed it. */
  readonly facts: Facts;
  readonly result: Result;
  readonly review: Review;
  /** In place of what was said of it before: output came late, or a later cell changed a display. */
  readonly again: boolean;
}

/** What the expectations of a step that passed are worth; nothing where that was not asked for. */
export interface Review {
  readonly findings: readonly Finding[];
  readonly mutation?: Mutation;
  readonly solutions?: SolutionMutation;
}

/** What a lesson's run on one kernel gave. */
export interface LessonOutcome {
  /** By index into the lesson's steps; absent for a step that was not executed. */
  readonly results: ReadonlyMap<number, Result>;
  /** Findings that belong to no step. */
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  /** Why the infrastructure failed, where it did. */
  readonly reason?: string;
  readonly code?: InfrastructureCode;
  /** Of a bug of ours. */
  readonly stack?: string;
  readonly retries: number;
  /** Why, each time. */
  readonly retried?: readonly string[];
  /** Milliseconds. */
  readonly duration: number;
}

/** Whether an event is for those who watch a run. */
export function isProgress(event: RunEvent): event is Progress {
  return event.kind !== "step-judged" && event.kind !== "lesson-ended" && event.kind !== "kernel-ended";
}
