import type { Output } from "../model/observation.ts";
import { compact } from "../basics/compact.ts";
import { readCheckOutcomes } from "../run/failed-commands.ts";
import { OutputCollector } from "../run/output-collector.ts";
import { encodePath } from "../basics/encode-path.ts";
import { Signals } from "../embedded/signals.ts";
import type { LessonData } from "../model/lesson-data.ts";
import { isPublished, isQuestion, isReply, parseMessage } from "./parse-message.ts";
import type { Question } from "./questions.ts";
import { Answer, makeSharedMemory } from "./shared-memory.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** What Python does, for whoever looks at the page. */
export type PythonState =
  | { readonly kind: "off" }
  | { readonly kind: "loading"; readonly loaded: number; readonly total: number }
  | { readonly kind: "starting" }
  | { readonly kind: "idle" }
  | { readonly kind: "busy" }
  /** It has been asked to stop, and has not yet. */
  | { readonly kind: "stopping" };

/** How a run of a cell ended. */
export interface RunEnd {
  /** `failed`: it raised. `gone`: Python ended with it, as `reason` says. */
  readonly kind: "completed" | "failed" | "gone";
  readonly reason?: string;
  /** It was to stop; what it did may be because of that. */
  readonly interrupted?: true;
  /** Python's number of the run, by which checks name it. */
  readonly count?: number;
  /** Of a check, how each test ended. */
  readonly checked?: readonly string[];
}

export interface PythonOptions {
  readonly data: LessonData;
  readonly onState: (state: PythonState) => void;
  /** Python has ended, and all that cells had made is gone; by the user where there is no reason. */
  readonly onGone: (reason: string | undefined) => void;
}

/** What is heard of a cell while it runs. */
export interface RunEvents {
  /** To what it asks, in order; absent where the page can be asked while it runs, or nothing is asked. */
  readonly answers?: readonly string[] | undefined;
  /** All that it has put out so far, also after its end, but not any more when its cell runs again. */
  readonly onOutputs: (outputs: readonly Output[]) => void;
  readonly onQuestion: (question: Question) => void;
}

/** Bytes that a page shows of a cell. */
const LIMIT = 10_000_000;
/** Milliseconds that Python has for hearing an interrupt. */
const PATIENCE = 3000;

interface Run extends RunEvents {
  readonly request: string;
  readonly cell: string;
  readonly collector: OutputCollector;
  readonly end: (end: RunEnd) => void;
  checked?: readonly string[];
  count?: number;
  interrupted?: true;
}

/** The Python of a page: a worker that is started with the first cell, and anew after it was stopped. */
export class Python {
  readonly #options: PythonOptions;
  #worker: Worker | undefined;
  #ready: Promise<string | undefined> | undefined;
  #settle: (reason: string | undefined) => void = () => {};
  /** What messages may still be for, the latest of each cell: a task may print when its cell has long ended. */
  readonly #runs = new Map<string, Run>();
  #running: Run | undefined;
  #count = 0;
  /** By which Python hears of us while it runs, where the page is isolated. */
  #shared: { readonly signals: Signals; readonly answer: Answer } | undefined;

  constructor(options: PythonOptions) {
    this.#options = options;
  }

  /** Starts it, unless it has been; gives why it could not. */
  async start(): Promise<string | undefined> {
    this.#ready ??= this.#launch();
    return await this.#ready;
  }

  /** Runs a cell; one at a time. */
  async run(cell: string, code: string, events: RunEvents): Promise<RunEnd> {
    const failure = await this.start();
    if (failure !== undefined) return { kind: "gone", reason: failure };
    const request = `run-${(this.#count += 1)}`;
    return await new Promise((settle) => {
      const end = (ended: RunEnd): void => {
        this.#running = undefined;
        settle(ended);
      };
      const run: Run = { request, cell, collector: new OutputCollector(LIMIT), ...events, end };
      for (const earlier of this.#runs.values()) if (earlier.cell === cell) this.#runs.delete(earlier.request);
      this.#runs.set(request, run);
      this.#running = run;
      this.#options.onState({ kind: "busy" });
      this.#tell({ type: "execute", request, code, cell, ...compact({ answers: events.answers }) });
    });
  }

  /**
   * Interrupts the cell that runs, and all that is made stays. Where that cannot be, or Python does not hear of it or is told
   * a second time, ends it, whatever it does: the next cell starts another.
   */
  stop(): void {
    const run = this.#running;
    if (run === undefined || this.#shared === undefined || run.interrupted === true) return this.#end(undefined);
    run.interrupted = true;
    this.#options.onState({ kind: "stopping" });
    this.#shared.signals.interrupt();
    this.#tell({ type: "interrupt" });
    setTimeout(() => {
      if (this.#running === run) this.#end(undefined);
    }, PATIENCE);
  }

  #launch(): Promise<string | undefined> {
    const { kernel, folder, files, env } = this.#options.data;
    const worker = new Worker(new URL("./kernel-worker.js", import.meta.url), { type: "module" });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      if (this.#worker === worker) this.#hear(data);
    });
    // The worker's first word comes when it has its lock.
    worker.addEventListener("message", () => this.#awaitEnd(worker, lock), { once: true });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (this.#worker === worker) this.#end(`Python ended: ${event.message || "its script could not be loaded"}`);
    });
    const shared = makeSharedMemory();
    const lock = `nbproof ${performance.timeOrigin} ${Math.random()}`;
    this.#shared = shared && { signals: new Signals(shared.signals), answer: new Answer(shared) };
    this.#options.onState({ kind: "starting" });
    this.#tell({
      type: "start",
      kernel: { folder: absolute(kernel.folder), files: kernel.files },
      files: files.map((path) => ({ path, url: absolute(folder + encodePath(path)) })),
      env,
      lock,
      ...(shared && { shared }),
    });
    return new Promise((settle) => {
      this.#settle = settle;
    });
  }

  /** Whatever ends a worker, its lock is free then. */
  #awaitEnd(worker: Worker, lock: string): void {
    const locks: LockManager | undefined = navigator.locks;
    void locks?.request(lock, () => {
      if (this.#worker === worker) this.#end("Python ended, and nothing tells why");
    });
  }

  #tell(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #hear(message: FromWorker): void {
    switch (message.type) {
      case "loading":
        return this.#options.onState({ kind: "loading", loaded: message.loaded, total: message.total });
      case "starting":
        return this.#options.onState({ kind: "starting" });
      case "ready":
        this.#options.onState({ kind: "idle" });
        return this.#settle(undefined);
      case "failed":
        return this.#end(`Python could not start: ${message.reason}`);
      case "message":
        return this.#read(message);
      case "done": {
        const run = this.#running;
        if (run?.request !== message.request) return;
        this.#options.onState({ kind: "idle" });
        const { checked, count, interrupted } = run;
        return run.end({ kind: message.failed ? "failed" : "completed", ...compact({ checked, count, interrupted }) });
      }
      case "flooded":
        return this.#end("The cell put out more than a page can show, and Python was stopped");
      case "died":
        return this.#end(`Python ended while the cell ran. ${message.reason}`);
    }
  }

  #read(message: Extract<FromWorker, { type: "message" }>): void {
    const parsed = parseMessage(message);
    const request: unknown = Reflect.get(parsed.parent_header, "msg_id");
    const run = typeof request === "string" ? this.#runs.get(request) : undefined;
    if (run !== undefined && isReply(parsed)) {
      const checked = readCheckOutcomes(parsed.content);
      if (checked !== undefined) run.checked = checked;
      if (parsed.content.execution_count !== null) run.count = parsed.content.execution_count;
    }
    if (isQuestion(parsed)) {
      if (run === undefined || this.#shared === undefined) return;
      const { prompt, password } = parsed.content;
      const answer = (text: string): void => this.#answer(run, text);
      return run.onQuestion({ prompt, password, answer });
    }
    if (!isPublished(parsed)) return;
    for (const each of this.#runs.values()) {
      const before = each.collector.changes;
      if (each === run) each.collector.add(parsed);
      // A cell can change what another displays.
      else each.collector.update(parsed);
      if (each.collector.changes !== before && !each.collector.isFull) each.onOutputs(each.collector.outputs());
    }
    if (run?.collector.isFull === true) this.#end("The cell put out more than a page can show, and Python was stopped");
  }

  #answer(run: Run, text: string): void {
    if (this.#running !== run || this.#shared === undefined) return;
    this.#shared.answer.give(text);
    this.#shared.signals.ring();
  }

  #end(reason: string | undefined): void {
    const worker = this.#worker;
    if (worker === undefined) return;
    worker.terminate();
    this.#worker = undefined;
    this.#ready = undefined;
    const run = this.#running;
    this.#runs.clear();
    this.#options.onState({ kind: "off" });
    this.#settle(reason ?? "Python was stopped");
    this.#options.onGone(reason);
    run?.end({ kind: "gone", ...(reason !== undefined && { reason }) });
  }
}

function absolute(path: string): string {
  return new URL(path, document.baseURI).href;
}
