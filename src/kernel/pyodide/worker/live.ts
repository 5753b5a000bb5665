import { setImmediate } from "node:timers/promises";
import { parentPort, receiveMessageOnPort } from "node:worker_threads";
import { createBridge } from "./bridge.ts";
import { loadRuntime, type Runtime } from "./load-runtime.ts";
import { writeFiles } from "./make-snapshot.ts";
import { mountFolder } from "./mount-folder.ts";
import { Signals } from "./signals.ts";
import { readDeath } from "./read-death.ts";
import type { FromThread, LiveOptions, ThreadOptions, ToThread } from "./thread-messages.ts";

type Tell = (message: FromThread, transfer?: readonly ArrayBuffer[]) => void;
type Request = Extract<ToThread, { type: "request" }>;

/** What `nbproof_kernel.kernel.Kernel` is from here. */
interface PythonKernel {
  connect(bridge: unknown, environment: unknown, cwd: string): string;
  dispatch(
    channel: string,
    client: string,
    header: string,
    metadata: string,
    content: string,
  ): boolean | Promise<boolean>;
  abort(client: string, header: string): void;
  interrupt(): void;
  write(name: string, text: string): void;
}

/** Runs a kernel from a snapshot: requests one after the other, until the thread is ended. */
export async function live(options: ThreadOptions, { env, cwd, ...start }: LiveOptions, tell: Tell): Promise<void> {
  const signals = new Signals(start.signals);
  let python: PythonKernel | undefined;
  const runtime = await loadRuntime({
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

function bakedKernel(runtime: Runtime): PythonKernel {
  const kernel: unknown = runtime.pyimport("nbproof_kernel").baked;
  // Python's own side of this interface is nbproof_kernel/kernel.py.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return kernel as PythonKernel;
}

function serve(python: PythonKernel, signals: Signals, tell: Tell): void {
  const waiting: Request[] = [];
  let running = false;

  parentPort?.on("message", (message: ToThread) => {
    if (message.type === "request") waiting.push(message);
    else if (signals.takeInterrupt()) python.interrupt();
    void run();
  });

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
      try {
        if (await handle(request)) abortWaiting();
      } catch (error) {
        return tell({ type: "died", exit: readDeath(error) });
      }
      // What the cell left in the event loop gets its turn.
      await setImmediate();
    }
    running = false;
  }

  async function handle({ channel, client, parts }: Request): Promise<boolean> {
    const [header = "", , metadata = "", content = ""] = parts.map((part) => Buffer.from(part).toString());
    signals.takeInterrupt();
    tell({ type: "state", state: "busy" });
    const failed = await python.dispatch(channel, client, header, metadata || "{}", content);
    tell({ type: "state", state: "idle" });
    return failed;
  }

  /** As ipykernel does after an error: what was sent before its reply could be read is not executed. */
  function abortWaiting(): void {
    if (parentPort === null) return;
    for (let next = receiveMessageOnPort(parentPort); next !== undefined; next = receiveMessageOnPort(parentPort)) {
      const message: ToThread = next.message;
      if (message.type === "request") waiting.push(message);
    }
    const kept = waiting.filter(({ client, parts }) => {
      const header = Buffer.from(parts[0] ?? []).toString();
      if (!header.includes('"execute_request"')) return true;
      python.abort(client, header);
      return false;
    });
    waiting.splice(0, waiting.length, ...kept);
  }
}
