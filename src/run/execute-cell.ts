import { compact } from "../basics/compact.ts";
import type { Kernel, KernelMessage } from "@jupyterlab/services";

import type { Ending, Observation, Output } from "../model/observation.ts";
import type { CellOutputs } from "./cell-outputs.ts";
import { type CellEvent, CellWatch } from "./cell-watch.ts";
import { askAlong, readCheckOutcomes, readFailedCommands } from "./failed-commands.ts";
import { isMessage } from "./messages.ts";
import { readPlaces } from "./read-places.ts";
import { OutputCollector } from "./output-collector.ts";
import { readAbsence, readDeath } from "../client/kernel-loss.ts";
import { serverInterference } from "./server-interference.ts";
import type { StartedKernel } from "../client/start-kernel.ts";

/** A kernel whose messages are brought to the cells that they belong to. */
export interface ListenedKernel extends Pick<StartedKernel, "connection" | "health" | "foreign"> {
  readonly outputs: CellOutputs;
}

export interface ExecuteOptions {
  /** Milliseconds from `busy`. */
  readonly timeout: number;
  /** Bytes of output, as UTF-8. */
  readonly outputLimit: number;
  /** Answers to `input()`, in order; a question beyond them gets end-of-file, as if the reader had pressed Ctrl-D. */
  readonly input: readonly string[];
  /** The kernel is told that nobody can be asked. */
  readonly asksNobody?: true;
  /** No history, no execution count: for what the lesson does not contain. */
  readonly silent?: boolean;
  /** Code of ours: nothing that comes after its end is its own. */
  readonly isOurs?: boolean;
  /** The notebook's cell, of which front ends tell the kernel: a check looks at the latest run of the answer's. */
  readonly cellId?: string;
  readonly signal?: AbortSignal;
}

/** How long a cell may take to end once it was interrupted. */
const INTERRUPT_GRACE = 3_000;

/** A cell that has ended. */
export interface ExecutedCell {
  readonly seen: Observation;
  /** As it stands now: what tasks and threads put out after the end is in it. The same object where nothing came. */
  readonly latest: () => Observation;
}

/** Executes one cell and waits until it has ended, one way or another; see `needsNewKernel`. */
export async function executeCell(
  { connection, health, outputs, foreign }: ListenedKernel,
  code: string,
  options: ExecuteOptions,
): Promise<ExecutedCell> {
  options.signal?.throwIfAborted();
  const collector = new OutputCollector(options.outputLimit);
  const prompts: { prompt: string; answered: boolean }[] = [];
  const { silent = false, isOurs = false } = options;
  const content = {
    code,
    silent,
    store_history: !silent,
    allow_stdin: options.asksNobody !== true,
    stop_on_error: false,
    user_expressions: silent ? {} : askAlong(code),
  };
  const metadata = options.cellId === undefined ? {} : { cellId: options.cellId };
  const future = connection.requestExecute(content, true, metadata);
  using watch = new CellWatch({ connection, health }, future, options);
  const request = future.msg.header.msg_id;
  const hear = (message: KernelMessage.IIOPubMessage): void => {
    watch.heard(message);
    if (collector.isFull) watch.tell("full");
  };
  outputs.begin({ request, collector, isOurs, hear });
  future.onReply = (): void => watch.replied();
  future.onStdin = (message): void => {
    if (isMessage(message, "input_request")) answer(connection, message, options.input, prompts);
  };
  try {
    const event = await watch.next();
    options.signal?.throwIfAborted();
    const ending = await settle(connection, watch, event, options);
    const reply = ending.kind === "completed" ? await future.done : undefined;
    outputs.throwIfFailed();
    const { duration, resumed } = watch;
    return observed({ collector, reply, ending, prompts, foreign, limit: options.outputLimit, duration, resumed });
  } finally {
    outputs.end({ request });
  }
}

interface Ended {
  readonly collector: OutputCollector;
  readonly reply: KernelMessage.IExecuteReplyMsg | undefined;
  readonly ending: Ending;
  readonly prompts: Observation["prompts"];
  readonly foreign: boolean;
  readonly limit: number;
  readonly duration: number;
  readonly resumed: boolean;
}

function observed(ended: Ended): ExecutedCell {
  const { collector, reply } = ended;
  const placed = reply && readPlaces(reply.content);
  if (placed !== undefined) collector.place(placed);
  let changes = collector.changes;
  const seen = observe(ended);
  let now = seen;
  const latest = (): Observation => {
    if (collector.changes === changes) return now;
    ({ changes } = collector);
    now = observe(ended);
    return now;
  };
  return { seen, latest };
}

function observe({ collector, reply, ending, prompts, foreign, limit, duration, resumed }: Ended): Observation {
  const outputs = collector.outputs();
  const failedCommands = reply && readFailedCommands(reply.content);
  const checked = reply && readCheckOutcomes(reply.content);
  const interference = foreign ? serverInterference(outputs) : undefined;
  const executionCount = reply?.content.execution_count ?? undefined;
  const updates = collector.updates();
  const { refused } = collector;
  const widgets = collector.widgets();
  return {
    outputs: withReplyError(outputs, reply),
    ending:
      interference === undefined
        ? withLateFlood(ending, collector.isFull, limit)
        : { kind: "lost", reason: interference, code: "output-dropped" },
    prompts,
    ...(updates.length === 0 ? {} : { updates }),
    ...(refused.length === 0 ? {} : { refused }),
    ...(widgets.length === 0 ? {} : { widgets }),
    duration,
    ...compact({ executionCount, failedCommands, checked }),
    // What came was too much, whatever did not; and a message that is too large cuts the connection itself.
    ...(resumed && ending.kind !== "flooded" ? { resumed: true } : {}),
  };
}

/** A cell's last message, or what it left behind, may be what was too much. */
function withLateFlood(ending: Ending, isFull: boolean, limit: number): Ending {
  if (ending.kind !== "completed" || !isFull) return ending;
  return { kind: "flooded", limit, restarted: false, late: true };
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
      const interrupted = await interrupt(connection, watch);
      const absence = interrupted.restarted ? await readAbsence(connection) : undefined;
      return absence ?? { kind: "timed-out", timeout: options.timeout, ...interrupted };
    }
    case "full":
      return { kind: "flooded", limit: options.outputLimit, ...(await interrupt(connection, watch)) };
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

/** Interrupts a cell, and says whether the kernel has to be another one then, and whether it died of it. */
async function interrupt(
  connection: Kernel.IKernelConnection,
  watch: CellWatch,
): Promise<{ readonly restarted: boolean; readonly died?: true }> {
  try {
    await connection.interrupt();
    // An `await` is interrupted only when the kernel's loop wakes up: any shell message does it.
    connection.requestKernelInfo().catch(() => undefined);
  } catch {
    return { restarted: true };
  }
  const event = await watch.endWithin(INTERRUPT_GRACE);
  return { restarted: event !== "done", ...(event === "dead" ? { died: true } : {}) };
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
