import { parentPort } from "node:worker_threads";
import { writeFiles } from "../../../embedded/bake-kernel.ts";
import { bakedKernel, type PythonKernel } from "../../../embedded/python-kernel.ts";
import { createBridge } from "./bridge.ts";
import { loadPackage } from "./load-package.ts";
import { mountFolder } from "./mount-folder.ts";
import { Signals } from "../../../embedded/signals.ts";
import { readDeath } from "./read-death.ts";
import type { FromThread, LiveOptions, ThreadOptions, ToThread } from "./thread-messages.ts";

type Tell = (message: FromThread, transfer?: readonly ArrayBuffer[]) => void;
type Request = Extract<ToThread, { type: "request" }>;

/** Runs a kernel from a snapshot: one request after the other, until the thread is ended. */
export async function live(options: ThreadOptions, { env, cwd, ...start }: LiveOptions, tell: Tell): Promise<void> {
  const signals = new Signals(start.signals);
  let python: PythonKernel | undefined;
  const runtime = await loadPackage({
    ...options,
    snapshot: start.snapshot,
    onOutput: (name, text) => (python === undefined ? process.stderr.write(text) : python.write(name, text)),
  });
  writeFiles(runtime, options.files);
  const folder = mountFolder(runtime, cwd);
  runtime.setInterruptBuffer(signals.interruptBuffer);
  python = bakedKernel(runtime);
  const bridge = createBridge({ signals, answers: start.answers, tell });
  const session = python.connect(bridge, runtime.toPy(env), folder);
  serve(python, signals, tell);
  tell({ type: "ready", session });
}

function serve(python: PythonKernel, signals: Signals, tell: Tell): void {
  // An interrupt that was meant for a cell and met a task beside it; all others end the thread, as they would unheard.
  process.on("uncaughtException", (error: unknown) => {
    if (!isKeyboardInterrupt(error)) throw error;
  });
  parentPort?.on("message", (message: ToThread) => {
    if (message.type === "request") void run(message);
    else if (signals.takeInterrupt()) python.interrupt();
  });

  /** The next comes only when this one is done; until then, what it left in the event loop gets its turn. */
  async function run(request: Request): Promise<void> {
    try {
      const failed = await handle(request);
      tell({ type: "done", failed });
    } catch (error) {
      tell({ type: "died", exit: readDeath(error) });
    }
  }

  async function handle({ channel, client, aborted, parts }: Request): Promise<boolean> {
    const [header = "", , metadata = "", content = ""] = parts.slice(0, 4).map((part) => Buffer.from(part).toString());
    if (aborted) {
      python.abort(client, header);
      return false;
    }
    signals.dropInterrupt();
    tell({ type: "state", state: "busy" });
    const failed = await python.dispatch(channel, client, header, metadata, content, parts.slice(4));
    tell({ type: "state", state: "idle" });
    return failed;
  }
}

/** Of Pyodide's `PythonError`. */
function isKeyboardInterrupt(error: unknown): boolean {
  return error instanceof Error && "type" in error && error.type === "KeyboardInterrupt";
}
