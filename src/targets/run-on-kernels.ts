import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { collectReport } from "../engine/collect-report.ts";
import type { RanLessons } from "../engine/report-so-far.ts";
import type { RunEvent } from "../engine/run-events.ts";
import type { LessonToRun, RunInput, TargetKernel } from "../engine/run-input.ts";
import { runLessons } from "../engine/run-lessons.ts";
import type { Course } from "../lesson/course.ts";
import type { KernelOptions } from "./kernel-options.ts";
import { openKernels } from "./open-kernels.ts";
import type { OwnKernels } from "./own-kernels.ts";
import { openScratchFolder } from "./scratch-folder.ts";

/** Lessons, and how they run. */
export interface KernelRun extends Omit<RunInput, "kernels" | "scratch" | "hashSeed"> {
  /** Those that the lessons are of. */
  readonly courses: readonly Course[];
  readonly lessons: readonly LessonToRun[];
  /** Where below the scratch folder the working directories are. */
  readonly folder?: string;
  readonly options: KernelOptions;
  /** Kernels of this machine that are open already; the run disposes them. */
  readonly opened?: OwnKernels;
  readonly signal?: AbortSignal;
  /** Told once, before anything runs. */
  readonly onKernels?: (kernels: readonly TargetKernel[]) => void;
  readonly onEvent?: (event: RunEvent) => void;
}

/** Opens the kernels that are wanted, runs lessons in them, and ends what was started for that. */
export async function runOnKernels({
  courses,
  folder = ".",
  options,
  opened,
  signal,
  onKernels,
  onEvent,
  ...run
}: KernelRun): Promise<RanLessons> {
  const { env, hashSeed } = options;
  // Before the kernels, so that it is removed after they have ended.
  await using scratch = await openScratchFolder(env["PATH"]);
  const below = join(scratch.path, folder);
  await mkdir(below, { recursive: true });
  await using open = await openKernels({ courses, lessons: run.lessons.map(({ lesson }) => lesson) }, options, opened);
  const { kernels } = open;
  onKernels?.(kernels);
  const input: RunInput = { ...run, kernels, hashSeed, scratch: below };
  return await collectReport(input, runLessons(input, signal === undefined ? {} : { signal }), onEvent);
}
