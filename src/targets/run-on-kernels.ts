import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import { compact } from "../basics/compact.ts";

import { collectReport } from "../engine/collect-report.ts";
import type { RanLessons } from "../engine/report-so-far.ts";
import type { RunEvent } from "../engine/run-events.ts";
import type { LessonToRun, RunInput, TargetKernel } from "../engine/run-input.ts";
import { runLessons } from "../engine/run-lessons.ts";
import type { Course } from "../lesson/course.ts";
import type { KernelOptions } from "./kernel-options.ts";
import { openKernels } from "./open-kernels.ts";
import type { OwnKernels } from "./own-kernels.ts";
import { runInProcesses } from "./processes/run-in-processes.ts";
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
  /** In how many processes lessons run: 1 means this one. By default, as many as make it faster. */
  readonly processes?: number;
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
  processes,
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
  const { lent } = open;
  const count = lent === undefined ? 1 : (processes ?? processesFor(input));
  const watched = compact({ signal });
  const events =
    lent === undefined || count === 1
      ? runLessons(input, watched)
      : runInProcesses(input, { ...lent, processes: count, env, cwd: options.cwd, ...watched });
  return await collectReport(input, events, onEvent);
}

/** So many lessons each: with fewer, the start of a process more is felt (docs/performance.md). */
const worthwhile = 40;

/** One for each job, but no more than processors: on two they cost a little, on more this one alone would hold them back. */
function processesFor({ lessons, jobs, conditions }: RunInput): number {
  // The load that keeps processors busy pauses where one process knows of all steps that measure time.
  if (conditions?.loaded === true) return 1;
  return Math.max(1, Math.min(jobs, availableParallelism(), Math.floor(lessons.length / worthwhile)));
}
