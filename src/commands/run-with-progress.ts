import { compact } from "../basics/compact.ts";
import type { RanLessons } from "../engine/report-so-far.ts";
import { isProgress } from "../engine/run-events.ts";
import { type RunForShown, ShownSteps } from "../engine/shown-steps.ts";
import { lessonsOn, type LessonToRun } from "../engine/run-input.ts";
import type { Course } from "../lesson/course.ts";
import { kernelOptions } from "./kernel-options.ts";
import { type KernelRun, runOnKernels } from "../targets/run-on-kernels.ts";
import type { EarlierDurations } from "../report/progress.ts";
import type { Context } from "./command.ts";
import { type ProgressDisplay, showProgress } from "./show-progress.ts";
import type { ValidateSettings } from "./validate-settings.ts";

/** For whom and how lessons run. */
export interface RunContext {
  readonly settings: ValidateSettings;
  readonly context: Context;
}

/** A run whose progress is shown. */
export type ShownRunOptions = Pick<
  KernelRun,
  | "courses"
  | "lessons"
  | "folder"
  | "opened"
  | "judging"
  | "until"
  | "conditions"
  | "solutionsOnly"
  | "onEvent"
  | "onKernels"
> & {
  readonly hashSeed?: number;
  /** For whoever watches, where the run is not for verdicts: `run 1 of 2`. */
  readonly purpose?: string;
  /** How long lessons took before. */
  readonly earlier?: EarlierDurations;
};

/** Runs lessons in the kernels that were asked for, and shows how far they are. */
export async function runWithProgress(
  { hashSeed, purpose, earlier, onEvent, onKernels, ...run }: ShownRunOptions,
  { settings, context }: RunContext,
): Promise<RanLessons> {
  const { jobs, outputLimit, environment, retryErrors } = settings;
  const options = kernelOptions({ ...settings, hashSeed: hashSeed ?? settings.hashSeed }, context);
  let progress: ProgressDisplay | undefined;
  try {
    return await runOnKernels({
      ...run,
      ...(environment === undefined
        ? {}
        : { conditions: { ...run.conditions, environment: { ...environment, ...run.conditions?.environment } } }),
      jobs,
      outputLimit,
      ...compact({ retryErrors }),
      options,
      signal: context.signal,
      onKernels: (kernels) => {
        onKernels?.(kernels);
        const lessons = kernels.reduce((sum, kernel) => sum + lessonsOn(kernel, run.lessons).length, 0);
        const plan = { lessons, kernels: kernels.map(({ name }) => name) };
        if (settings.quiet) return;
        progress = showProgress(context.err, { ...plan, ...compact({ purpose, earlier }) });
      },
      onEvent: (event) => {
        if (isProgress(event)) progress?.onProgress(event);
        onEvent?.(event);
      },
    });
  } finally {
    progress?.[Symbol.dispose]();
  }
}

/** Runs lessons for what they show. */
export function runForShown(courses: readonly Course[], all: readonly LessonToRun[], to: RunContext): RunForShown {
  return async (lessons, { hashSeed, folder = ".", reversed = false, purpose, ...conditions }) => {
    const own = all.filter(({ lesson }) => lessons.includes(lesson));
    const ordered = reversed ? own.toReversed() : own;
    const shown = new ShownSteps(ordered.map(({ lesson }) => lesson));
    const onEvent = shown.note.bind(shown);
    const run = { courses, lessons: ordered, hashSeed, folder, purpose, conditions, onEvent, solutionsOnly: true };
    return { ran: await runWithProgress(run, to), shown };
  };
}
