import { randomUUID } from "node:crypto";
import { Activity } from "../activity.ts";
import { createMessage } from "../create-message.ts";
import { KernelDead, KernelStartFailed } from "../errors.ts";
import type {
  Kernel,
  KernelClient,
  KernelEvents,
  KernelExit,
  KernelState,
  StartOptions,
  WireMessage,
} from "../kernel.ts";
import { answerControl, type ControlActions } from "./answer-control.ts";
import type { KernelImage } from "./kernel-image.ts";
import { KernelLife } from "./kernel-life.ts";
import { PyodideClient } from "./pyodide-client.ts";

export interface PyodideKernelOptions {
  readonly name: string;
  readonly image: KernelImage;
  readonly start: Pick<StartOptions, "cwd" | "env">;
  /** Milliseconds that its thread may take to start. */
  readonly startTimeout: number;
  /** It is shut down and nothing of it is left. */
  readonly onEnd: () => void;
}

/** As Jupyter Server's: so many deaths in a row, each so soon after the last, and it is given up. */
const restartLimit = 5;
const stableTime = 10_000;

/** A kernel that is a thread of this process. */
export class PyodideKernel implements Kernel {
  readonly id: string = randomUUID();
  readonly name: string;
  state: KernelState = "starting";
  lastExit: KernelExit | undefined;
  readonly #options: PyodideKernelOptions;
  readonly #activity = new Activity();
  readonly #clients = new Map<string, PyodideClient>();
  #life: KernelLife | undefined;
  #session = "";
  /** What is sent while no thread can take it is kept for the next. */
  #kept: (() => void)[] = [];
  /** What is being done to the thread; one thing at a time. */
  #work: Promise<void> = Promise.resolve();
  #shutdown: Promise<void> | undefined;
  readonly #closing = new AbortController();
  #deaths = 0;
  #lastDeath = 0;

  constructor(options: PyodideKernelOptions) {
    this.#options = options;
    this.name = options.name;
  }

  get lastActivity(): Date {
    return this.#activity.last;
  }

  /** Starts the thread; to be called once. */
  async start(signal?: AbortSignal): Promise<void> {
    try {
      await this.#enqueue(() => this.#begin(signal));
    } catch (error) {
      await this.shutdown();
      throw error;
    }
  }

  async connect(events: KernelEvents): Promise<KernelClient> {
    await this.#settled();
    if (this.#life === undefined) throw new KernelDead(this.name, this.lastExit);
    const client = new PyodideClient(
      events,
      (message, from) => this.#send(message, from),
      ({ identity }) => this.#clients.delete(identity),
    );
    this.#clients.set(client.identity, client);
    return client;
  }

  async interrupt(): Promise<void> {
    if (this.#life === undefined) throw new KernelDead(this.name, this.lastExit);
    this.#life.interrupt();
  }

  async restart(): Promise<void> {
    await this.#enqueue(async () => {
      if (this.#shutdown !== undefined) throw new KernelDead(this.name, this.lastExit);
      this.state = "restarting";
      await this.#end();
      await this.#beginOrDie();
    });
  }

  shutdown(): Promise<void> {
    this.#closing.abort(new KernelDead(this.name, this.lastExit));
    this.#shutdown ??= this.#enqueue(async () => {
      await this.#end();
      this.state = "dead";
      this.#clients.clear();
      this.#options.onEnd();
    });
    return this.#shutdown;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }

  #send(message: WireMessage, client: PyodideClient): void {
    if (!this.#clients.has(client.identity)) return;
    const life = this.#life;
    if (life === undefined || this.state === "restarting") {
      this.#kept.push(() => this.#send(message, client));
      return;
    }
    const actions: ControlActions = {
      interrupt: () => life.interrupt(),
      shutdown: (restart) => void (restart ? this.restart() : this.shutdown()).catch(() => undefined),
    };
    const answers = answerControl(message, this.#session, actions);
    if (answers === undefined) return life.send(message, client.identity);
    for (const answer of answers) void this.#deliver(answer, client.identity);
  }

  async #begin(signal?: AbortSignal): Promise<void> {
    const life = new KernelLife({
      ...this.#options,
      onState: (state) => {
        if (this.state !== "restarting" && this.state !== "dead") this.state = state;
      },
      onMessage: (message, client) => this.#deliver(message, client),
    });
    this.#life = life;
    const closing = this.#closing.signal;
    await life.ready(signal === undefined ? closing : AbortSignal.any([closing, signal]));
    void life.exited.then((exit) => this.#onExit(life, exit));
    this.#session = life.session;
    this.state = "idle";
    await this.#announce("idle");
    for (const send of this.#kept.splice(0)) send();
  }

  async #beginOrDie(): Promise<void> {
    try {
      await this.#begin();
    } catch (error) {
      await this.#end();
      await this.#die();
      throw error;
    }
  }

  async #end(): Promise<void> {
    const life = this.#life;
    this.#life = undefined;
    await life?.end();
  }

  /** A thread that ended unasked is replaced, as Jupyter Server does it with a process. */
  #onExit(life: KernelLife, exit: KernelExit): void {
    if (life.ending) return;
    this.lastExit = exit;
    this.state = "restarting";
    void this.#enqueue(async () => {
      if (this.#life !== life || this.#shutdown !== undefined) return;
      this.#life = undefined;
      await this.#revive();
    });
  }

  async #revive(): Promise<void> {
    while (this.#shutdown === undefined) {
      const now = Date.now();
      this.#deaths = now - this.#lastDeath < stableTime ? this.#deaths + 1 : 1;
      this.#lastDeath = now;
      if (this.#deaths > restartLimit) return this.#die();
      await this.#announce("restarting");
      try {
        return await this.#begin();
      } catch (error) {
        await this.#end();
        if (error instanceof KernelStartFailed) this.lastExit = error.exit ?? this.lastExit;
        else if (this.#shutdown === undefined) throw error;
      }
    }
  }

  async #die(): Promise<void> {
    this.state = "dead";
    await this.#announce("dead");
  }

  /** In the kernel's own session: see `ZmqKernel`. */
  async #announce(state: KernelState): Promise<void> {
    const message = createMessage("iopub", "status", { session: this.#session, content: { execution_state: state } });
    await this.#deliver(message, undefined);
  }

  async #deliver(message: WireMessage, to: string | undefined): Promise<void> {
    if (message.channel === "iopub") this.#activity.see(message, this.state);
    const clients =
      to === undefined || message.channel === "iopub" ? [...this.#clients.values()] : [this.#clients.get(to)];
    await Promise.all(clients.map(async (client) => await client?.receive(message)));
  }

  async #settled(): Promise<void> {
    let work: Promise<void>;
    do {
      work = this.#work;
      await work;
    } while (work !== this.#work);
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    const done = this.#work.then(task);
    this.#work = done.catch(() => {});
    return done;
  }
}
