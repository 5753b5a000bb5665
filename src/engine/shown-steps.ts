import type { Lesson } from "../lesson/lesson.ts";
import type { Facts } from "../model/facts.ts";
import type { LessonOnKernel, ShownStep } from "../record/lesson-on-kernel.ts";
import type { RanLessons } from "./report-so-far.ts";
import type { RunEvent } from "./run-events.ts";
import type { Conditions } from "./run-input.ts";

/** What a run that is for no report lives in. */
export interface RunConditions extends Conditions {
  readonly hashSeed: number;
  /** The folder below the scratch folder in which the working directories are. */
  readonly folder?: string;
  /** Lessons come in the opposite order. */
  readonly reversed?: boolean;
  /** For whoever watches: `run 1 of 2`. */
  readonly purpose: string;
}

/** A run, and what each step showed in it. */
export interface ShownRun {
  readonly ran: RanLessons;
  readonly shown: ShownSteps;
}

/** Runs lessons for what they show, the student edition left out. */
export type RunForShown = (lessons: readonly Lesson[], conditions: RunConditions) => Promise<ShownRun>;

/** Keeps what steps show: a consumer of a run's events. */
export class ShownSteps {
  readonly #lessons: readonly Lesson[];
  readonly #onKernels = new Map<Lesson, Map<string, OnKernel>>();

  /** `lessons`: those that run, in their order. */
  constructor(lessons: readonly Lesson[]) {
    this.#lessons = lessons;
  }

  note(event: RunEvent): void {
    if (event.kind !== "step-judged") return;
    const { kernel, judged } = event;
    const { observed, facts, result } = judged;
    const lesson = this.#lessons[event.lesson];
    const { step } = observed.run;
    if (lesson === undefined || step === undefined) return;
    const kernels = this.#onKernels.get(lesson) ?? new Map<string, OnKernel>();
    const { steps } = kernels.get(kernel) ?? { steps: new Map<number, ShownStep>() };
    steps.set(step, { observed, findings: result.findings, verdict: result.verdict });
    this.#onKernels.set(lesson, kernels.set(kernel, { facts, steps }));
  }

  /** By index into the lesson's steps; nothing where the lesson showed nothing on this kernel. */
  of(lesson: Lesson, kernel: string): OnKernel | undefined {
    return this.#onKernels.get(lesson)?.get(kernel);
  }
}

interface OnKernel {
  readonly facts: Facts;
  readonly steps: Map<number, ShownStep>;
}

/** A lesson's runs, kernel by kernel, each with what that kernel is. */
export function runsOf(lesson: Lesson, runs: readonly ShownRun[]): readonly LessonOnKernel[] {
  const kernels = runs[0]?.ran.kernels ?? [];
  return kernels.flatMap(({ name: kernel }): readonly LessonOnKernel[] => {
    const own = runs.map(({ shown }) => shown.of(lesson, kernel));
    const facts = own.find((each) => each !== undefined)?.facts;
    return facts === undefined ? [] : [{ kernel, facts, runs: own.map((each) => each?.steps ?? new Map()) }];
  });
}

/** Why the infrastructure failed, where it did for this lesson. */
export function lossOf(lesson: Lesson, runs: readonly ShownRun[]): string | undefined {
  return runs.flatMap(({ ran: { lessons } }) => {
    const report = lessons.find(({ file, name }) => file === lesson.place.file && name === lesson.name);
    const lost = report?.runs.filter(({ verdict }) => verdict === "error") ?? [];
    return lost.map(({ kernel, reason = "the infrastructure failed" }) => `${reason} (${kernel})`);
  })[0];
}
