import type { InfrastructureCode } from "./codes.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";

/** What is displayed. */
export interface Displayed {
  readonly mime: MimeBundle;
  /** Where there is any. */
  readonly metadata?: MimeBundle;
  /** By which a later cell can change it. */
  readonly displayId?: string;
}

/** Which lines of a cell were running when it put something out. */
export interface RunningLines {
  /** 1-based as the kernel counts, from the first line that is not blank; the innermost first. */
  readonly lines: readonly number[];
  /** The outermost of them is the statement that the cell was at: it was not put out by a thread or a task. */
  readonly whole: boolean;
}

/** What a cell put out, in order of arrival, as a notebook would hold it after clear_output, updates and stream merging. */
export type Output =
  | ({ readonly type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string } & Running)
  | ({ readonly type: "display" } & Displayed & Running)
  | ({ readonly type: "result"; readonly executionCount: number } & Displayed & Running)
  | { readonly type: "error"; readonly name: string; readonly message: string; readonly traceback: readonly string[] };

/** What was running when each line of an output was put out, in parts where several made it; absent where it is not told. */
export interface Running {
  readonly running?: readonly (readonly RunningLines[])[];
}

/** What a cell told of a widget's model: all of a new one, of another what has changed. */
export interface WidgetModel {
  /** Which views name. */
  readonly id: string;
  readonly state: Readonly<Record<string, unknown>>;
  readonly buffers: readonly WidgetBuffer[];
  /** What an output widget took of what the cell put out; `anew` in place of what it had. */
  readonly taken?: { readonly outputs: readonly Output[]; readonly anew: boolean };
}

/** Bytes of a model's state, as a notebook keeps them. */
export interface WidgetBuffer {
  readonly path: readonly unknown[];
  readonly data: string;
  readonly encoding: "base64";
}

/** Why a kernel is no more. */
export interface KernelDeath {
  readonly exitCode?: number;
  /** `SIGSEGV`, … */
  readonly signal?: string;
  readonly stderrTail?: string;
}

/** How the execution of a cell ended. */
export type Ending =
  | { readonly kind: "completed" }
  /** The deadline passed; `restarted` where the interrupt did not help, or (`died`) ended the kernel. */
  | { readonly kind: "timed-out"; readonly timeout: number; readonly restarted: boolean; readonly died?: true }
  | { readonly kind: "died"; readonly death: KernelDeath }
  /** More output than `limit` bytes of UTF-8; `late` where it came after the cell's own end, so that nobody was interrupted. */
  | {
      readonly kind: "flooded";
      readonly limit: number;
      readonly restarted: boolean;
      readonly died?: true;
      readonly late?: true;
    }
  /** The lesson's run was ended before the cell could: infrastructure, never the lesson's fault. */
  | Lost;

/** Why the infrastructure failed. */
export interface Lost {
  readonly kind: "lost";
  readonly reason: string;
  readonly code: InfrastructureCode;
}

/** A command of the shell that ended with an exit code other than 0. */
export interface FailedCommand {
  readonly command: string;
  /** Negative: the number of the signal that ended it, as IPython has it. */
  readonly exitCode: number;
}

/** What one execution of one cell showed. */
export interface Observation {
  readonly outputs: readonly Output[];
  readonly ending: Ending;
  /** Prompts that the cell asked with `input()` or `getpass()`, each with whether it was answered. */
  readonly prompts: readonly { readonly prompt: string; readonly answered: boolean }[];
  /** What the kernel sent and no front end can show, each in words; absent where all could be shown. */
  readonly refused?: readonly string[];
  /** In order; absent where the kernel does not tell: no IPython, or the cell raised. */
  readonly failedCommands?: readonly FailedCommand[];
  /** Each state that it gave to displays with an id, its own and those of earlier cells, in order; absent where none. */
  readonly updates?: readonly Displayed[];
  /** Of widgets, what it told; absent where nothing. */
  readonly widgets?: readonly WidgetModel[];
  /** The number that the kernel gave to this execution, where it came to its end. */
  readonly executionCount?: number;
  /** Of a check, how each test ended: `passed`, `refused`, `raised TypeError`, `loops`; absent where it does not tell. */
  readonly checked?: readonly string[];
  /** Milliseconds from `busy` to `idle`. */
  readonly duration: number;
  /** The connection to the kernel was cut meanwhile and came back: some output may be missing. */
  readonly resumed?: boolean;
}
