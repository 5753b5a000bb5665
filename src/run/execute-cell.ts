import type { Kernel, KernelMessage } from "@jupyterlab/services";

import type { Ending, Observation, Output } from "../lesson/observation.ts";
import { type CellEvent, CellWatch } from "./cell-watch.ts";
import { askAlong, readCheckOutcomes, readFailedCommands } from "./failed-commands.ts";
import { isMessage } from "./messages.ts";
import { OutputCollector } from "./output-collector.ts";
import { readAbsence, readDeath } from "./read-death.ts";
import { serverInterference } from "./server-interference.ts";
import type { StartedKernel } from "./start-kernel.ts";

export interface ExecuteOptions {
  /** Milliseconds from `busy`. */
  readonly timeout: number;
  /** Characters of output. */
  readonly outputLimit: number;
  /** Answers to `input()`, in order; a question beyond them gets end-of-file, as if the reader had pressed Ctrl-D. */
  readonly input: readonly string[];
  /** No history, no execution count: for what the lesson does not contain. */
  readonly silent?: boolean;
  /** The notebook's cell, of which front ends tell the kernel: a check looks at the latest run of the answer's. */
  readonly cellId?: string;
  readonly signal?: AbortSignal;
}

/** How long a cell may take to end once it was interrupted. */
const INTERRUPT_GRACE = 3_000;

/** Executes one cell and waits until it has ended, one way or another; see `needsNewKernel`. */
export async function executeCell(
  { connection, health, foreign }: Pick<StartedKernel, "connection" | "health" | "foreign">,
  code: string,
  options: ExecuteOptions,
): Promise<Observation> {
  options.signal?.throwIfAborted();
  const collector = new OutputCollector(options.outputLimit);
  const prompts: { prompt: string; answered: boolean }[] = [];
  const silent = options.silent === true;
  const content = {
    code,
    silent,
    store_history: !silent,
    allow_stdin: true,
    stop_on_error: false,
    user_expressions: silent ? {} : askAlong,
  };
  const metadata = options.cellId === undefined ? {} : { cellId: options.cellId };
  const future = connection.requestExecute(content, true, metadata);
  using watch = new CellWatch({ connection, health }, future, options);
  watch.onEveryMessage((message) => collector.note(message));
  future.onIOPub = (message): void => {
    watch.heard(message);
    collector.add(message);
    if (collector.isFull) watch.tell("full");
  };
  future.onReply = (): void => watch.replied();
  future.onStdin = (message): void => {
    if (isMessage(message, "input_request")) answer(connection, message, options.input, prompts);
  };
  const event = await watch.next();
  options.signal?.throwIfAborted();
  const ending = await settle(connection, watch, event, options);
  const reply = ending.kind === "completed" ? await future.done : undefined;
  const failedCommands = reply && readFailedCommands(reply.content);
  const checked = reply && readCheckOutcomes(reply.content);
  const interference = foreign ? serverInterference(collector.outputs()) : undefined;
  const executionCount = reply?.content.execution_count ?? undefined;
  const updates = collector.updates();
  return {
    outputs: withReplyError(collector.outputs(), reply),
    ending: interference === undefined ? ending : { kind: "lost", reason: interference, code: "output-dropped" },
    prompts,
    ...(updates.length === 0 ? {} : { updates }),
    ...(executionCount === undefined ? {} : { executionCount }),
    duration: watch.duration,
    ...(failedCommands === undefined ? {} : { failedCommands }),
    ...(checked === undefined ? {} : { checked }),
    ...(watch.resumed ? { resumed: true } : {}),
  };
}

/** True where the kernel that executed this can execute nothing more. */
export function needsNewKernel(ending: Ending): boolean {
  switch (ending.kind) {
    case "completed":
      return false;
    case "timed-out":
    case "flooded":
      return ending.restarted;
    case "died":
    case "lost":
      return true;
  }
}

function answer(
  connection: Kernel.IKernelConnection,
  message: KernelMessage.IInputRequestMsg,
  answers: readonly string[],
  prompts: { prompt: string; answered: boolean }[],
): void {
  const given = answers[prompts.length];
  prompts.push({ prompt: message.content.prompt, answered: given !== undefined });
  // ipykernel raises EOFError for this one character.
  const value = given ?? "\u0004";
  connection.sendInputReply({ status: "ok", value }, message.header);
}

async function settle(
  connection: Kernel.IKernelConnection,
  watch: CellWatch,
  event: CellEvent,
  options: ExecuteOptions,
): Promise<Ending> {
  switch (event) {
    case "done":
      return { kind: "completed" };
    case "overdue": {
      const timedOut = { kind: "timed-out", timeout: options.timeout } as const;
      if (await interrupt(connection, watch)) return { ...timedOut, restarted: false };
      return (await readAbsence(connection)) ?? { ...timedOut, restarted: true };
    }
    case "full":
      return { kind: "flooded", limit: options.outputLimit, restarted: !(await interrupt(connection, watch)) };
    case "dead":
      return await readDeath(connection);
    case "silent":
      return (await readAbsence(connection)) ?? lost("The kernel did not begin to execute the cell");
    case "unfinished":
      return {
        kind: "lost",
        reason: "The server sent the cell's reply, but not all of its output",
        code: "output-dropped",
      };
    case "disconnected":
      return lost(watch.lost);
    case "aborted":
      return lost("The run was ended");
  }
}

function lost(reason: string): Ending {
  return { kind: "lost", reason, code: "server-lost" };
}

/** True when the cell ended after the interrupt. */
async function interrupt(connection: Kernel.IKernelConnection, watch: CellWatch): Promise<boolean> {
  try {
    await connection.interrupt();
    // An `await` is interrupted only when the kernel's loop wakes up: any shell message does it.
    connection.requestKernelInfo().catch(() => undefined);
  } catch {
    return false;
  }
  return await watch.endsWithin(INTERRUPT_GRACE);
}

/** Some servers drop iopub's `error`; the shell reply says it too. */
function withReplyError(
  outputs: readonly Output[],
  reply: KernelMessage.IExecuteReplyMsg | undefined,
): readonly Output[] {
  if (reply?.content.status !== "error" || outputs.some((output) => output.type === "error")) return outputs;
  const { ename, evalue, traceback } = reply.content;
  return [...outputs, { type: "error", name: ename, message: evalue, traceback }];
}
