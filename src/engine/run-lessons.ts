import { availableParallelism } from "node:os";

import { connectServer } from "../client/server.ts";
import type { ReportKernel } from "../model/report.ts";
import { type MachineLock, SharedExclusiveLock } from "../run/shared-exclusive-lock.ts";
import { startCpuLoad } from "./cpu-load.ts";
import { LessonQueue } from "./lesson-queue.ts";
import { type LessonSource, lessonsInOrder } from "./lesson-source.ts";
import type { KernelContext } from "./prepare-kernel.ts";
import type { RunEvent } from "./run-events.ts";
import { lessonsOn, type RunInput, type RunSettings, type TargetKernel } from "./run-input.ts";
import { ShutdownQueue } from "./shutdown-queue.ts";
import { toldEvents } from "./told-events.ts";

/**
 * Runs every lesson on every kernel and tells what happens as it does; ends when nothing of it runs any more. Who stops
 * reading ends the run. Throws a `RangeError` for jobs that cannot be meant, and the signal's reason when it is aborted.
 */
export async function* runLessons(
  input: RunInput,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<RunEvent, void> {
  checkJobs(input);
  yield* toldEvents(async (emit, stop) => await runAll(input, stop, emit), signal);
}

/** Throws a `RangeError` for jobs that cannot be meant. */
export function checkJobs({ jobs }: Pick<RunInput, "jobs">): void {
  if (!Number.isInteger(jobs) || jobs < 1) throw new RangeError(`jobs must be a whole number from 1, not ${jobs}`);
}

type Emit = (event: RunEvent) => void;

async function runAll(input: RunInput, signal: AbortSignal, emit: Emit): Promise<void> {
  if (input.conditions?.loaded !== true)
    return await runOnAll(input, { signal, emit, lock: new SharedExclusiveLock() });
  await using load = startCpuLoad(availableParallelism());
  // A step that measures time has the machine for itself, from us too.
  await runOnAll(input, { signal, emit, lock: new SharedExclusiveLock(load.pause) });
}

async function runOnAll(input: RunInput, running: Omit<KernelRunning, "source">): Promise<void> {
  for (const target of input.kernels) {
    running.signal.throwIfAborted();
    const source = lessonsInOrder(lessonsOn(target, input.lessons));
    const kernel = await runOnKernel(input, target, { ...running, source });
    running.emit({ kind: "kernel-ended", kernel });
  }
}

/** What lessons on one kernel run with. */
export interface KernelRunning {
  readonly source: LessonSource;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  readonly lock: MachineLock;
}

/** Runs lessons on one kernel until none is left; gives what the kernel is. Throws the signal's reason. */
export async function runOnKernel(
  input: RunSettings,
  target: TargetKernel,
  { source, signal, emit, lock }: KernelRunning,
): Promise<ReportKernel> {
  const settings = await connectServer(target.server, signal);
  await using endings = new ShutdownQueue(input.jobs);
  const context: KernelContext = {
    input,
    target,
    settings,
    lock,
    endings,
    signal,
    seen: { facts: new Map(), late: new Set() },
  };
  await using queue = new LessonQueue(source, context, emit);
  await queue.run();
  return reportKernel(target, context.seen);
}

function reportKernel(
  { name, displayName, chosen }: TargetKernel,
  { facts, late }: KernelContext["seen"],
): ReportKernel {
  const [first] = facts.values();
  return {
    name,
    displayName,
    chosen,
    ...(first ? { facts: first } : {}),
    ...(late.size > 0 ? { late: [...late] } : {}),
  };
}
