import { EventEmitter, on } from "node:events";
import { availableParallelism } from "node:os";

import { connectServer } from "../client/server.ts";
import type { ReportKernel } from "../model/report.ts";
import { SharedExclusiveLock } from "../run/shared-exclusive-lock.ts";
import { startCpuLoad } from "./cpu-load.ts";
import { LessonQueue } from "./lesson-queue.ts";
import type { KernelContext } from "./prepare-kernel.ts";
import type { RunEvent } from "./run-events.ts";
import { lessonsOn, type RunInput, type TargetKernel } from "./run-input.ts";
import { ShutdownQueue } from "./shutdown-queue.ts";

/**
 * Runs every lesson on every kernel and tells what happens as it does; ends when nothing of it runs any more. Who stops
 * reading ends the run. Throws a `RangeError` for jobs that cannot be meant, and the signal's reason when it is aborted.
 */
export async function* runLessons(
  input: RunInput,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<RunEvent, void> {
  if (!Number.isInteger(input.jobs) || input.jobs < 1) {
    throw new RangeError(`jobs must be a whole number from 1, not ${input.jobs}`);
  }
  const stopped = new AbortController();
  const either = AbortSignal.any([stopped.signal, ...(signal ? [signal] : [])]);
  const told = new EventEmitter<{ event: [RunEvent | Failure]; end: [] }>();
  const events: AsyncIterable<readonly (RunEvent | Failure)[]> = on(told, "event", { close: ["end"] });
  // What was told before an error is handed on before it.
  const running = runAll(input, either, (event) => void told.emit("event", event))
    .catch((cause: unknown) => void told.emit("event", { kind: "failed", cause }))
    .then(() => void told.emit("end"));
  try {
    for await (const [event] of events) {
      if (event?.kind === "failed") throw event.cause;
      if (event !== undefined) yield event;
    }
  } finally {
    stopped.abort();
    await running;
  }
}

interface Failure {
  readonly kind: "failed";
  readonly cause: unknown;
}

type Emit = (event: RunEvent) => void;

async function runAll(input: RunInput, signal: AbortSignal, emit: Emit): Promise<void> {
  if (input.conditions?.loaded !== true)
    return await runOnKernels(input, { signal, emit, lock: new SharedExclusiveLock() });
  await using load = startCpuLoad(availableParallelism());
  // A step that measures time has the machine for itself, from us too.
  await runOnKernels(input, { signal, emit, lock: new SharedExclusiveLock(load.pause) });
}

interface Running {
  readonly signal: AbortSignal;
  readonly emit: Emit;
  readonly lock: SharedExclusiveLock;
}

async function runOnKernels(input: RunInput, running: Running): Promise<void> {
  for (const target of input.kernels) {
    running.signal.throwIfAborted();
    await runOnKernel(input, target, running);
  }
}

async function runOnKernel(input: RunInput, target: TargetKernel, { signal, emit, lock }: Running): Promise<void> {
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
  await using queue = new LessonQueue(lessonsOn(target, input.lessons), context, emit);
  await queue.run();
  emit({ kind: "kernel-ended", kernel: reportKernel(target, context.seen) });
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
