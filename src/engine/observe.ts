import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { LessonOnKernel, ShownStep } from "../record/lesson-on-kernel.ts";
import type { Context } from "../commands/command.ts";
import type { LessonRuns, RanLessons } from "../commands/run-lessons.ts";
import type { ValidateSettings } from "../commands/validate-settings.ts";

/** How and for whom lessons are run. */
export interface ObserveOptions {
  readonly settings: ValidateSettings;
  readonly context: Context;
}

/** What a run lives in. */
export interface Conditions extends Pick<NonNullable<LessonRuns["special"]>, "folder" | "onAlone" | "prelude"> {
  readonly hashSeed: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** For whoever watches: `run 1 of 2`. */
  readonly purpose: string;
}

/** A run and what each step showed in it. */
export interface ObservedRun {
  readonly ran: RanLessons;
  /** By kernel, by index into the lesson's steps. */
  readonly shownBy: (lesson: Lesson) => ReadonlyMap<string, ReadonlyMap<number, ShownStep>>;
}

/** Runs lessons for what they show, the student edition left out. */
export async function observe(
  courses: readonly Course[],
  { hashSeed, ...special }: Conditions,
  { settings, context }: ObserveOptions,
): Promise<ObservedRun> {
  const { runLessons } = await import("../commands/run-lessons.ts");
  const shown = new Map<Lesson, Map<string, Map<number, ShownStep>>>();
  const onObserved: NonNullable<NonNullable<LessonRuns["special"]>["onObserved"]> = (
    lesson,
    observed,
    { kernel, findings, verdict },
  ) => {
    if (observed.run.step === undefined) return;
    const kernels = shown.get(lesson) ?? new Map<string, Map<number, ShownStep>>();
    const steps = kernels.get(kernel) ?? new Map<number, ShownStep>();
    shown.set(lesson, kernels.set(kernel, steps.set(observed.run.step, { observed, findings, verdict })));
  };
  const ran = await runLessons(
    { courses, until: undefined, special: { ...special, solutionsOnly: true, onObserved } },
    { ...settings, hashSeed, strict: false, mutate: false },
    context,
  );
  return { ran, shownBy: (lesson) => shown.get(lesson) ?? new Map() };
}

/** A lesson's runs, kernel by kernel. */
export function runsOf(lesson: Lesson, runs: readonly ObservedRun[]): readonly LessonOnKernel[] {
  const kernels = runs[0]?.ran.kernels ?? [];
  return kernels.flatMap(({ name, facts }): readonly LessonOnKernel[] => {
    const own = runs.map(({ shownBy }) => shownBy(lesson).get(name) ?? new Map<number, ShownStep>());
    return facts === undefined ? [] : [{ kernel: name, facts, runs: own }];
  });
}

/** Why the infrastructure failed, where it did for this lesson. */
export function lossOf(lesson: Lesson, runs: readonly ObservedRun[]): string | undefined {
  return runs.flatMap(({ ran: { lessons } }) => {
    const report = lessons.find(({ file, name }) => file === lesson.place.file && name === lesson.name);
    const lost = report?.runs.filter(({ verdict }) => verdict === "error") ?? [];
    return lost.map(({ kernel, reason = "the infrastructure failed" }) => `${reason} (${kernel})`);
  })[0];
}
