import type { QueuedLesson } from "../../engine/lesson-source.ts";
import type { RunEvent } from "../../engine/run-events.ts";
import type { RunSettings, TargetKernel } from "../../engine/run-input.ts";
import type { KernelExit, KernelSpec } from "../../kernel/kernel.ts";
import type { LaunchOptions } from "../../kernel/zmq/kernel-process.ts";
import type { ReportKernel } from "../../model/report.ts";

/** What a lesson process is to run, and with what: plain data, as all that goes between the processes. */
export interface ProcessRun {
  readonly settings: RunSettings;
  readonly target: TargetKernel;
  /** As the provider would look it up: a bare interpreter is asked only once. */
  readonly spec: KernelSpec;
  /** The user's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** What the process that collects asks of one in which lessons run. */
export interface LessonCalls {
  /** Runs lessons until none is given any more; rejects with what nobody caught, or where it was told to stop. */
  run(run: ProcessRun): Promise<ReportKernel>;
  /** Resolves when nothing runs there: until `resume`, nothing begins. */
  pause(): Promise<void>;
  resume(): void;
  stop(): void;
  /** The process ends. */
  end(): void;
}

/** A process as another knows it. */
export interface LaunchedProcess {
  /** By which its end is asked for. */
  readonly id: number;
  readonly pid: number;
  readonly publishesAll: boolean;
}

/** What was thrown, with what decides about it: of an error, a clone keeps no more than its message. */
export interface Thrown {
  readonly message: string;
  readonly code?: string;
}

export type Answer<T> = { readonly value: T } | { readonly thrown: Thrown };

/** What a lesson process asks of the one that collects, which alone starts processes and outlives them. */
export interface HostCalls {
  /** The lessons to run, as `LessonSource` gives them. */
  next(ahead: boolean): QueuedLesson | undefined;
  kernelFolder(kernelName: string): Promise<Answer<string>>;
  launch(options: LaunchOptions, kernelName: string): Promise<Answer<LaunchedProcess>>;
  /** Resolves when the process has ended. */
  exited(id: number): Promise<KernelExit>;
  /** Resolves when no other lesson process runs anything. */
  alone(): Promise<void>;
  aloneOver(): void;
  /** In the order in which it happened. */
  tell(events: readonly RunEvent[]): void;
}
