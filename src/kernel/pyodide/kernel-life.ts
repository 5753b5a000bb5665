import { MessageChannel, type MessagePort } from "node:worker_threads";
import { isRecord } from "../../basics/is-record.ts";
import { parseJson } from "../../basics/parse-json.ts";
import { KernelStartFailed } from "../errors.ts";
import type { KernelExit, StartOptions, WireMessage } from "../kernel.ts";
import type { KernelImage } from "./kernel-image.ts";
import { RequestQueue } from "./request-queue.ts";
import { type KernelThread, startThread } from "./start-thread.ts";
import { Signals } from "../../embedded/signals.ts";
import type { FromThread } from "./worker/thread-messages.ts";

export interface LifeOptions {
  /** The kernel's. */
  readonly name: string;
  readonly image: KernelImage;
  readonly start: Pick<StartOptions, "cwd" | "env">;
  /** Milliseconds that it may take to start. */
  readonly startTimeout: number;
  readonly onState: (state: "busy" | "idle") => void;
  /** A message for one client, or for all. Settles when it is delivered. */
  readonly onMessage: (message: WireMessage, client: string | undefined) => Promise<void>;
}

/** Milliseconds from an interrupt: Python code notices it at once, C code never. */
const interruptGrace = 2000;
/** Milliseconds in which Python hears one that it has taken. */
const resendInterval = 100;

/** One life of a kernel: its thread. A restart begins a new one. */
export class KernelLife implements AsyncDisposable {
  /** Resolves when the thread has ended and all that it told has been delivered. */
  readonly exited: Promise<KernelExit>;
  /** Asked to end by us. */
  ending = false;
  session = "";
  readonly #options: LifeOptions;
  readonly #signals = new Signals();
  readonly #answers: MessagePort;
  readonly #thread: KernelThread;
  readonly #started: Promise<undefined>;
  readonly #requests: RequestQueue;
  /** The client that has a question to answer. */
  #asked: string | undefined;
  #onStarted: () => void = () => {};
  #delivery: Promise<void> = Promise.resolve();
  #death: KernelExit | undefined;
  #grace: NodeJS.Timeout | undefined;
  #resending: NodeJS.Timeout | undefined;

  constructor(options: LifeOptions) {
    this.#options = options;
    this.#started = new Promise((resolve) => {
      this.#onStarted = () => resolve(undefined);
    });
    this.#requests = new RequestQueue(({ message: { channel, parts }, client, aborted }) =>
      this.#thread.post({ type: "request", channel, client, aborted, parts }),
    );
    const { port1, port2 } = new MessageChannel();
    this.#answers = port1;
    const { snapshot, ...parts } = options.image;
    const { cwd, env } = options.start;
    const live = { snapshot, env, cwd, signals: this.#signals.memory, answers: port2 };
    this.#thread = startThread({ ...parts, live }, { onMessage: (message) => this.#onMessage(message) }, [port2]);
    this.exited = this.#thread.exited.then(async (stderrTail) => {
      this.#endGrace();
      this.#endResending();
      this.#requests.clear();
      port1.close();
      await this.#delivery;
      return this.#death ?? (stderrTail === "" ? {} : { stderrTail });
    });
  }

  /** Resolves when it takes requests; rejects with the signal's reason, or `KernelStartFailed`. */
  async ready(signal: AbortSignal): Promise<void> {
    const { name, startTimeout } = this.#options;
    const timeout = AbortSignal.timeout(startTimeout);
    const stopped = AbortSignal.any([signal, timeout]);
    const aborted = new Promise<undefined>((resolve) =>
      stopped.addEventListener("abort", () => resolve(undefined), { once: true }),
    );
    const exit = await Promise.race([this.#started, this.exited, aborted]);
    signal.throwIfAborted();
    if (timeout.aborted) throw new KernelStartFailed(name, `it did not answer in ${startTimeout / 1000} s`);
    if (exit !== undefined) throw new KernelStartFailed(name, "its thread ended", { exit });
  }

  /** Resolves when the thread has the message, or never will. */
  async send(message: WireMessage, client: string): Promise<void> {
    if (message.channel !== "stdin") return await this.#requests.add(message, client);
    // An answer to no question, or to another's, would only wait.
    if (this.#asked !== client) return;
    this.#asked = undefined;
    this.#answers.postMessage(answerIn(message.parts), []);
    this.#signals.ring();
  }

  /** What the client sent and the thread has not taken yet is for nobody. */
  withdraw(client: string): void {
    this.#requests.withdraw(client);
  }

  /**
   * Python code notices at once; what does not within the grace is ended. Where nothing runs, there is nothing to do.
   * Those that come before one is heard are one with it: Python would handle each within its handler of the last.
   */
  interrupt(): void {
    if (!this.#requests.running || this.#resending !== undefined) return;
    this.#resend();
    this.#signals.interrupt();
    this.#thread.post({ type: "interrupt" });
    this.#endGrace();
    this.#grace = setTimeout(() => {
      this.#grace = undefined;
      if (this.#signals.interrupted) this.#die({ signal: "SIGKILL", stderrTail: deafToInterrupt });
    }, interruptGrace);
  }

  /** Ends it as a client asked for: unasked by us. */
  quit(): void {
    this.#die({ exitCode: 0 });
  }

  async end(): Promise<void> {
    this.ending = true;
    await this.#thread.terminate();
    await this.exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }

  #onMessage(message: FromThread): void {
    switch (message.type) {
      case "ready":
        this.session = message.session;
        return this.#onStarted();
      case "state":
        return this.#options.onState(message.state);
      case "done":
        this.#endGrace();
        this.#endResending();
        return this.#requests.finished(message.failed);
      case "message":
        if (message.channel === "shell") this.#requests.replied();
        if (message.channel === "stdin") this.#asked = message.client;
        return this.#deliver(message, message.client);
      case "died":
        return this.#die(message.exit);
      case "snapshot":
        return;
    }
  }

  /** One after the other: a client that is slow holds the kernel back. */
  #deliver({ channel, parts }: WireMessage, client: string | undefined): void {
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    this.#delivery = this.#delivery
      .then(() => this.#options.onMessage({ channel, parts }, client))
      .catch(() => undefined)
      .then(() => this.#signals.delivered(size));
  }

  /** Python loses one now and then that comes as it prints: it has taken it, and its handler has not been called. */
  #resend(): void {
    const { heard } = this.#signals;
    this.#resending = setInterval(() => {
      if (this.#signals.heard !== heard) this.#endResending();
      else if (!this.#signals.interrupted) this.#signals.interrupt();
    }, resendInterval);
  }

  #endResending(): void {
    clearInterval(this.#resending);
    this.#resending = undefined;
  }

  #endGrace(): void {
    clearTimeout(this.#grace);
    this.#grace = undefined;
  }

  #die(exit: KernelExit): void {
    this.#death ??= exit;
    void this.#thread.terminate();
  }
}

const deafToInterrupt =
  "The cell did not end when it was interrupted: it was in code that is not Python, and the kernel was ended";

/** A client may send anything: what is no text is told as it was written, and what cannot be read is an empty answer. */
function answerIn(parts: readonly Uint8Array[]): string {
  const content = parseJson(Buffer.from(parts[3] ?? []).toString());
  const value = isRecord(content) && "value" in content ? content["value"] : "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
