import type { InfrastructureCode } from "./codes.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { EqualByForm } from "./equal-by-form.ts";
import type { Facts } from "./facts.ts";
import type { Finding, Verdict } from "./finding.ts";
import type { Mutation, SolutionMutation } from "./mutation.ts";
import type { SourcePlace } from "../source/place.ts";

/** One run of nbproof over lessons and kernels; what `--json` writes. */
export interface Report {
  /** The shape of this object; raised when a reader would have to change. */
  readonly version: 1;
  readonly kernels: readonly ReportKernel[];
  readonly diagnostics: readonly Diagnostic[];
  readonly lessons: readonly LessonReport[];
  /** Where the run did not come to its end: `lessons` has only those of which the verdict is known. */
  readonly unfinished?: Unfinished;
  /** Where it is a part of the work: `--shard 2/3`. */
  readonly shard?: ReportShard;
  /** Where a project's settings are in force. */
  readonly settings?: ReportSettings;
  /** Where only lessons ran that depend on what has changed: `--changed main`. */
  readonly changed?: ReportChanged;
  /** Of several reports that were merged: each run's seed, where they are not one. */
  readonly hashSeeds?: readonly number[];
  /** Where a limit was given: `--max-skipped`. */
  readonly skips?: SkipLimit;
  readonly hashSeed: number;
  /** Wall-clock milliseconds. */
  readonly duration: number;
  readonly exitCode: number;
}

/** The settings that are in force. */
export interface ReportSettings {
  /** Their file, as places name it. */
  readonly file: string;
  /** Notebooks of the folders that they leave out. */
  readonly leftOut: number;
}

/** Which lessons a change is for. */
export interface ReportChanged {
  /** The commit or branch, as it was named. */
  readonly since: string;
  /** Lessons that were looked at. */
  readonly of: number;
  readonly selected: number;
}

/** Which part of the work a run was. */
export interface ReportShard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
  /** The lessons' files of all parts, in order. */
  readonly files: readonly string[];
}

export interface Unfinished {
  /**
   * `running`: the process was ended, and could say no more; `stopped`: the user wanted so, or the system; `missing`: of
   * reports that were merged some were not there.
   */
  readonly why: "running" | "stopped" | "deadline" | "bail" | "missing";
  /** Lessons that came to their end. */
  readonly finished: number;
  /** Lessons that were to run. */
  readonly due: number;
}

export interface ReportKernel {
  /** As it was asked for, or the kernelspec's name. */
  readonly name: string;
  readonly displayName: string;
  /** Why this kernel. */
  readonly chosen: string;
  /** Known once a kernel has started. */
  readonly facts?: Facts;
  /** On another server than ours: environment variables that the kernel did not have when it started. */
  readonly late?: readonly string[];
}

/** How many steps may be skipped, and how many were. */
export interface SkipLimit {
  /** On each kernel, so that another kernel changes nothing about this one. */
  readonly allowed: number;
  /** One per kernel, in the order of `kernels`. */
  readonly kernels: readonly KernelSkips[];
}

export interface KernelSkips {
  readonly kernel: string;
  readonly skipped: number;
  /** The most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly steps: number }[];
}

export interface LessonReport {
  readonly name: string;
  readonly file: string;
  readonly title: string;
  readonly steps: readonly StepReport[];
  /** One per kernel that it ran on, in the order of `kernels`: what was wrong with the lesson's run as a whole. */
  readonly runs: readonly LessonRun[];
}

export interface LessonRun {
  readonly kernel: string;
  readonly verdict: Verdict;
  /** Findings that belong to no step: a kernel that did not start, a student edition that stops. */
  readonly findings: readonly Finding[];
  readonly reason?: string;
  /** With the verdict `error`. */
  readonly code?: InfrastructureCode;
  /** With the code `internal`: where nbproof failed. */
  readonly stack?: string;
  /** Infrastructure failed and the lesson was run again so many times. */
  readonly retries: number;
  /** Why, each time. */
  readonly retried?: readonly string[];
  readonly duration: number;
}

export interface StepReport {
  readonly key: string;
  /** The author's own `id`. */
  readonly id?: string;
  readonly kind: "prose" | "code" | "quiz" | "exercise";
  readonly place: SourcePlace;
  /** One per kernel that the lesson ran on, in the order of `kernels`; empty for prose, which has no verdict. */
  readonly results: readonly StepResult[];
}

export interface StepResult {
  readonly kernel: string;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** Why it was skipped, or what failed in the infrastructure. */
  readonly reason?: string;
  /** With the verdict `error`. */
  readonly code?: InfrastructureCode;
  /** Of a step that was skipped: the packages that the kernel lacks, as pip takes them. */
  readonly lacks?: readonly string[];
  /** What its patterns do about changed outputs, where that was asked for and there are any. */
  readonly mutation?: Mutation;
  /** What an exercise's tests do about changed solutions, where that was asked for. */
  readonly solutions?: SolutionMutation;
  /** Of a notebook's cell that passed: what is equal to what is saved by its form alone, one entry for each form. */
  readonly byForm?: readonly EqualByForm[];
  /** What a reader sees of it, where that was asked for: `validate lesson.yaml:42`. */
  readonly shown?: string;
  /** Of a step that did not pass: the first pictures that its cells showed. */
  readonly images?: readonly ReportImage[];
  /** Milliseconds that its cells ran. */
  readonly duration: number;
}

/** A picture that a cell showed. */
export interface ReportImage {
  readonly mimeType: string;
  /** In base64; of SVG its text. */
  readonly content: string;
}
