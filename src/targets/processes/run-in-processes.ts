import { lessonsOn, type RunInput, type TargetKernel } from "../../engine/run-input.ts";
import type { RunEvent } from "../../engine/run-events.ts";
import { checkJobs } from "../../engine/run-lessons.ts";
import { toldEvents } from "../../engine/told-events.ts";
import type { KernelSpec } from "../../kernel/kernel.ts";
import type { KernelHost } from "../../kernel/zmq/kernel-host.ts";
import type { ReportKernel } from "../../model/report.ts";
import type { ProcessRun } from "./calls.ts";
import { HandedLessons, type LessonHand } from "./handed-lessons.ts";
import { LessonProcess } from "./lesson-process.ts";
import { type LentHost, lendHost } from "./lent-host.ts";
import { MachineTurns, type TurnTaker } from "./machine-turns.ts";

export interface ProcessesOptions {
  /** How many; each has its part of the jobs. */
  readonly processes: number;
  /** Starts the kernels of all; whoever gives it disposes it. */
  readonly host: KernelHost;
  /** By kernel name. */
  readonly specs: ReadonlyMap<string, KernelSpec>;
  readonly env: ProcessRun["env"];
  readonly cwd: string;
  readonly signal?: AbortSignal;
}

/** As `runLessons`, but lessons run in processes of their own, and this one collects what they tell. */
export async function* runInProcesses(
  input: RunInput,
  { signal, ...options }: ProcessesOptions,
): AsyncGenerator<RunEvent, void> {
  checkJobs(input);
  yield* toldEvents(async (emit, stop) => {
    const turns = new MachineTurns();
    const { lessons, kernels, ...settings } = input;
    const count = Math.min(options.processes, input.jobs);
    const runners: ProcessRunner[] = [];
    try {
      for (let index = 0; index < count; index += 1) {
        const jobs = Math.floor(input.jobs / count) + (index < input.jobs % count ? 1 : 0);
        runners.push(new ProcessRunner({ ...options, settings: { ...settings, jobs }, turns, stop }));
      }
      for (const target of kernels) {
        stop.throwIfAborted();
        const spec = options.specs.get(target.name);
        if (spec === undefined) throw new Error(`No kernelspec of ${target.name} was looked up`);
        const handed = new HandedLessons({
          lessons: lessonsOn(target, lessons),
          kernel: target.name,
          processes: count,
          retries: input.retryErrors ?? 1,
          emit,
        });
        const ran = await settled(runners.map(async (runner) => await runner.run(handed, target, spec)));
        emit({ kind: "kernel-ended", kernel: together(target, ran.flat()) });
      }
    } catch (cause) {
      // What a process throws is a copy.
      stop.throwIfAborted();
      throw cause;
    } finally {
      await Promise.all(runners.map(async (runner) => await runner[Symbol.asyncDispose]()));
    }
  }, signal);
}

/** What all give, when all have ended; throws what one threw. */
async function settled<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}

function together({ name, displayName, chosen }: TargetKernel, ran: readonly ReportKernel[]): ReportKernel {
  const facts = ran.find((kernel) => kernel.facts !== undefined)?.facts;
  const late = [...new Set(ran.flatMap((kernel) => kernel.late ?? []))];
  return { name, displayName, chosen, ...(facts ? { facts } : {}), ...(late.length > 0 ? { late } : {}) };
}

interface RunnerOptions extends Omit<ProcessesOptions, "processes" | "signal"> {
  readonly settings: ProcessRun["settings"];
  readonly turns: MachineTurns;
  readonly stop: AbortSignal;
}

/** One process, replaced where it ends before its lessons. */
class ProcessRunner implements AsyncDisposable {
  readonly #options: RunnerOptions;
  #process: StartedProcess | undefined;

  constructor(options: RunnerOptions) {
    this.#options = options;
    // Node starts and loads while nothing is handed out yet.
    this.#process = this.#start();
  }

  /** Runs lessons until none is left: what each process that it took says of its kernels. */
  async run(handed: HandedLessons, target: TargetKernel, spec: KernelSpec): Promise<readonly ReportKernel[]> {
    const { settings, env, cwd, turns, stop } = this.#options;
    for (let hasFailed = false; ;) {
      stop.throwIfAborted();
      const started = (this.#process ??= this.#start());
      const hand = handed.handTo();
      started.hand = hand;
      const { calls, ended } = started.process;
      const onStop = (): void => void calls.stop.asEvent().catch(isGone);
      stop.addEventListener("abort", onStop, { once: true });
      await turns.join(started.taker);
      try {
        // It may have ended while it had nothing to do.
        const ran = await Promise.race([ended, calls.run({ settings, target, spec, env, cwd })]);
        if (typeof ran !== "string") return [ran];
        stop.throwIfAborted();
        hand.lost(`The process in which nbproof ran it ended with ${ran}`);
        await this.#end();
        if (handed.isEmpty) return [];
        if (!hand.hasRun && hasFailed) throw new Error(`A process for lessons ended before it ran one: ${ran}`);
        hasFailed = !hand.hasRun;
      } finally {
        stop.removeEventListener("abort", onStop);
        turns.leave(started.taker);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }

  #start(): StartedProcess {
    return startProcess(this.#options);
  }

  async #end(): Promise<void> {
    const ending = this.#process;
    this.#process = undefined;
    await ending?.process[Symbol.asyncDispose]();
    await ending?.lent[Symbol.asyncDispose]();
  }
}

interface StartedProcess {
  readonly process: LessonProcess;
  readonly lent: LentHost;
  readonly taker: TurnTaker;
  /** What it takes its lessons from. */
  hand: LessonHand | undefined;
}

function startProcess({ host, turns }: Pick<RunnerOptions, "host" | "turns">): StartedProcess {
  const lent = lendHost(host);
  const process = new LessonProcess({
    ...lent.calls,
    next: (ahead) => started.hand?.next(ahead),
    alone: async () => await turns.begin(started.taker),
    aloneOver: () => turns.end(started.taker),
    tell: (events) => {
      for (const event of events) started.hand?.tell(event);
    },
  });
  const taker: TurnTaker = {
    pause: async () => await process.calls.pause(),
    resume: () => void process.calls.resume.asEvent().catch(isGone),
  };
  const started: StartedProcess = { process, lent, taker, hand: undefined };
  return started;
}

/** What cannot be sent is to a process that has ended, which is heard. */
function isGone(): void {}
