import { bakeKernel, writeFiles } from "../embedded/bake-kernel.ts";
import { readFatalError } from "../embedded/fatal-error.ts";
import { loadRuntime, type Runtime } from "../embedded/load-runtime.ts";
import { bakedKernel, type PythonBridge, type PythonKernel } from "../embedded/python-kernel.ts";
import { Signals } from "../embedded/signals.ts";
import { useFineClock } from "../embedded/use-fine-clock.ts";
import { useUtc } from "../embedded/use-utc.ts";
import { askAlong } from "../run/failed-commands.ts";
import { answeringFetch } from "./answering-fetch.ts";
import { loadFiles, notLoaded } from "./load-files.ts";
import { Answer } from "./shared-memory.ts";
import { sleepInWorker } from "./sleep-in-worker.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

type Start = Extract<ToWorker, { type: "start" }>;
type Execute = Extract<ToWorker, { type: "execute" }>;

const HOME = "/home/pyodide";
/** Characters that one cell may put out. */
const LIMIT = 20_000_000;

let python: PythonKernel | undefined;
let published = 0;
/** Where the page is isolated. */
let shared: { readonly signals: Signals; readonly answer: Answer } | undefined;

/** What the running cell is answered, where the page is not isolated and has answers. */
let ahead: string[] | undefined;

useFineClock();
// As lessons are proven: whose clock it is must not show.
useUtc();
addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "start") void start(data);
  else if (data.type === "execute") void execute(data);
  else if (shared?.signals.takeInterrupt() === true) python?.interrupt();
});
// An interrupt that was meant for a cell and met a task beside it.
for (const type of ["error", "unhandledrejection"]) {
  addEventListener(type, (event) => {
    const error: unknown = Reflect.get(event, "error") ?? Reflect.get(event, "reason");
    if (error instanceof Error && Reflect.get(error, "type") === "KeyboardInterrupt") event.preventDefault();
  });
}

async function start({ kernel, files, env, lock, ...given }: Start): Promise<void> {
  try {
    await hold(lock);
    if (given.shared !== undefined) {
      shared = { signals: new Signals(given.shared.signals), answer: new Answer(given.shared) };
    }
    const onProgress = (loaded: number, total: number): void => tell({ type: "loading", loaded, total });
    const own = await loadFiles({ ...kernel, onProgress });
    const lesson = await Promise.all(
      files.map(async ({ url, path }) => [`${HOME}/${path}`, await loadBytes(url)] as const),
    );
    tell({ type: "starting" });
    const runtime = await startRuntime(kernel.folder, own);
    writeFiles(runtime, new Map(lesson));
    if (shared !== undefined) runtime.setInterruptBuffer(shared.signals.interruptBuffer);
    const baked = bakedKernel(runtime);
    baked.connect(bridge, runtime.toPy({ ...environment, ...env }), HOME);
    python = baked;
    tell({ type: "ready" });
  } catch (error) {
    tell({ type: "failed", reason: error instanceof Error ? error.message : String(error) });
  }
}

/** Takes a lock until this worker ends. Browsers have none where a page came without https. */
async function hold(lock: string): Promise<void> {
  const locks: LockManager | undefined = navigator.locks;
  await new Promise<void>((taken) => {
    if (locks === undefined) taken();
    void locks?.request(lock, async () => {
      taken();
      return await new Promise(() => {});
    });
  });
}

/** From the snapshot, or where this browser cannot take it, from the beginning. */
async function startRuntime(folder: string, own: ReadonlyMap<string, Uint8Array>): Promise<Runtime> {
  const [module, wasm, snapshot]: readonly [unknown, WebAssembly.Module, Uint8Array | undefined] = await Promise.all([
    import(/* @vite-ignore */ `${folder}pyodide.mjs`),
    WebAssembly.compile((own.get("pyodide.asm.wasm") ?? new Uint8Array()).slice()),
    unpacked(own.get("snapshot.bin") ?? new Uint8Array()).catch(() => undefined),
  ]);
  const restore = answeringFetch(folder, own);
  const files = new Map(
    [...own].flatMap(([path, bytes]) => (path.startsWith("python/") ? [[path.slice("python".length), bytes]] : [])),
  );
  const load = async (from?: Uint8Array): Promise<Runtime> =>
    await loadRuntime({ module, indexURL: folder, wasm, onOutput: writeThrough, ...(from && { snapshot: from }) });
  try {
    const restored = snapshot && (await load(snapshot).catch(() => undefined));
    if (restored !== undefined) {
      writeFiles(restored, files);
      return restored;
    }
    const runtime = await load();
    bakeKernel(runtime, files);
    return runtime;
  } finally {
    restore();
  }
}

async function unpacked(gzipped: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([gzipped.slice()]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function loadBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(notLoaded(response));
  return new Uint8Array(await response.arrayBuffer());
}

/** The environment that lessons are proven in. */
const environment = {
  HOME,
  IPYTHONDIR: `${HOME}/.ipython`,
  TZ: "UTC",
  LANG: "C.UTF-8",
  LC_ALL: "C.UTF-8",
  COLUMNS: "80",
  LINES: "24",
};

async function execute({ request, code, cell, answers }: Execute): Promise<void> {
  published = 0;
  ahead = answers && [...answers];
  shared?.signals.dropInterrupt();
  const header = { msg_id: request, msg_type: "execute_request", session: "page", username: "student", version: "5.3" };
  const content = {
    code,
    silent: false,
    store_history: true,
    allow_stdin: shared !== undefined || ahead !== undefined,
    user_expressions: askAlong(code),
  };
  try {
    const failed = await python?.dispatch(
      "shell",
      "page",
      JSON.stringify(header),
      JSON.stringify({ cellId: cell }),
      JSON.stringify(content),
      [],
    );
    tell({ type: "done", request, failed: failed === true });
  } catch (error) {
    const { said, known } = readFatalError(error);
    tell({ type: "died", reason: known === undefined ? said : known.what });
  }
}

const bridge: PythonBridge = {
  post(channel, _client, header, parent, metadata, content) {
    // An answer that came too late for the last question is none to this one.
    if (channel === "stdin") shared?.answer.take();
    published += content.length;
    // Nobody can hold this thread back, and a page that gets everything has no memory left.
    if (published > LIMIT) {
      if (published - content.length <= LIMIT) tell({ type: "flooded" });
      return;
    }
    tell({ type: "message", channel, header, parent, metadata, content });
  },
  ask() {
    // After the last of them nothing more comes, which is what Ctrl+D says in a terminal.
    if (shared === undefined) return ahead?.shift() ?? "\u0004";
    const { signals, answer } = shared;
    const found = signals.waitFor(() => {
      if (signals.takeInterrupt()) return { text: undefined };
      const text = answer.take();
      return text === undefined ? undefined : { text };
    }, 2 ** 31);
    return found?.text;
  },
  sleep(seconds) {
    if (shared === undefined) {
      sleepInWorker(seconds * 1000);
      return false;
    }
    const { signals } = shared;
    return signals.waitFor(() => signals.takeInterrupt() || undefined, seconds * 1000) ?? false;
  },
  heard: () => shared?.signals.hear(),
};

/** What does not come by way of `sys.stdout`. */
function writeThrough(name: "stdout" | "stderr", text: string): void {
  python?.write(name, text);
}

function tell(message: FromWorker): void {
  // A worker's `postMessage`, which a page's types do not know.
  Reflect.apply(postMessage, globalThis, [message]);
}
