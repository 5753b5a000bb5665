import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { seenText } from "../check/seen.ts";
import type { Course } from "../lesson/course.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import type { Report } from "../model/report.ts";
import type { ProgressPlan } from "../report/progress.ts";
import { loadTemplates } from "../notebook/templates.ts";
import type { Context } from "./command.ts";
import { openKernels } from "../targets/open-kernels.ts";
import type { OwnKernels } from "../targets/own-kernels.ts";
import { openScratchFolder } from "../targets/scratch-folder.ts";
import { showProgress } from "./show-progress.ts";
import type { StepTarget } from "./target.ts";
import { validateLessons, type ValidateOptions } from "../engine/validate-lessons.ts";
import type { ValidateSettings } from "./validate-settings.ts";

/** Lessons to run, whole or up to a step of the only one. */
export interface LessonRuns {
  readonly courses: readonly Course[];
  readonly until: StepTarget | undefined;
  /** Kernels of this machine that are open already; the run disposes them. */
  readonly kernels?: OwnKernels;
  /** What a run that is not for a report changes, and where what it shows goes. */
  readonly special?: Pick<ValidateOptions, "environment" | "onAlone" | "prelude" | "solutionsOnly" | "onObserved"> &
    Pick<ProgressPlan, "purpose"> & {
      /** Where below the scratch folder the working directories are. */
      readonly folder?: string;
    };
}

/** What a run adds to a report. */
export type RanLessons = Pick<Report, "kernels" | "lessons" | "duration">;

/** Runs lessons in kernels of the server that was named, or behind a bridge of our own, and shows how far they are. */
export async function runLessons(
  { courses, until, kernels: opened, special: { purpose, folder = ".", ...special } = {} }: LessonRuns,
  settings: ValidateSettings,
  context: Context,
): Promise<RanLessons> {
  const { env, err, signal } = context;
  // Before the kernels, so that it is removed after they have ended.
  await using scratch = await openScratchFolder(env["PATH"]);
  const below = join(scratch.path, folder);
  await mkdir(below, { recursive: true });
  await using open = await openKernels(courses, settings, context, opened);
  const { kernels } = open;
  const lessons = courses.flatMap((course) => course.lessons).length;
  using progress = showProgress(err, {
    lessons,
    kernels: kernels.map(({ name }) => name),
    ...(purpose === undefined ? {} : { purpose }),
  });
  const shown = new Map<string, string>();
  const ran = await validateLessons({
    courses,
    kernels,
    templates: onceForEach((course) => loadTemplates(course.folder)),
    jobs: settings.jobs,
    hashSeed: settings.hashSeed,
    scratch: below,
    outputLimit: settings.outputLimit,
    strict: settings.strict,
    mutate: settings.mutate,
    signal,
    onProgress: progress.onProgress,
    ...(until === undefined ? {} : { until }),
    ...special,
    onObserved: (lesson, observed, result) => {
      special.onObserved?.(lesson, observed, result);
      const { kernel } = result;
      if (until !== undefined && observed.run.step === until.step) shown.set(kernel, shownBy(observed));
    },
  });
  return until === undefined ? ran : withShown(ran, until.step, shown);
}

function onceForEach<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

function shownBy({ actions }: ObservedStep): string {
  const cells = actions.filter(({ action }) => action.kind === "cell");
  return cells.flatMap(({ observations }) => observations.map(seenText)).join("");
}

function withShown(ran: RanLessons, index: number, shown: ReadonlyMap<string, string>): RanLessons {
  const lessons = ran.lessons.map((lesson) => {
    const steps = lesson.steps.map((step, at) => {
      if (at !== index) return step;
      const results = step.results.map((result) => ({ ...result, shown: shown.get(result.kernel) ?? "" }));
      return { ...step, results };
    });
    return { ...lesson, steps };
  });
  return { ...ran, lessons };
}
