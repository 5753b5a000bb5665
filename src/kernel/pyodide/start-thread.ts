import type { Transferable } from "node:worker_threads";
import { Worker } from "node:worker_threads";
import { packagePath } from "../../package/package-path.ts";
import type { FromThread, ThreadOptions, ToThread } from "./worker/thread-messages.ts";

export interface ThreadEvents {
  readonly onMessage: (message: FromThread) => void;
}

/** A thread that runs Pyodide. Disposing it ends it at once. */
export interface KernelThread extends AsyncDisposable {
  /** Resolves when the thread has ended, with the last that it wrote to stderr or why it failed. */
  readonly exited: Promise<string>;
  post(message: ToThread): void;
  terminate(): Promise<void>;
}

/** Of the sources' threads too: Node 20 loads no TypeScript in a thread. */
const file = packagePath("dist/kernel-thread.js");

/** Starts a thread with nothing of this process's environment, arguments and streams. */
export function startThread(
  options: ThreadOptions,
  { onMessage }: ThreadEvents,
  transferList: Transferable[] = [],
): KernelThread {
  const worker = new Worker(file, {
    workerData: options,
    transferList,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    // Deep recursion in Python is deep recursion in WebAssembly.
    resourceLimits: { stackSizeMb: 16 },
  });
  let tail = "";
  worker.stdout.resume();
  worker.stderr.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-8192);
  });
  worker.on("message", onMessage);
  worker.on("error", (error) => {
    tail = (tail + (error.stack ?? error.message)).slice(-8192);
  });
  const exited = new Promise<string>((resolve) => worker.once("exit", () => resolve(tail)));
  const terminate = async (): Promise<void> => {
    await worker.terminate();
    await exited;
  };
  return { exited, post: (message) => worker.postMessage(message, []), terminate, [Symbol.asyncDispose]: terminate };
}
