import { randomUUID } from "node:crypto";
import { Activity } from "../activity.ts";
import { createMessage } from "../create-message.ts";
import { KernelDead, KernelStartFailed } from "../errors.ts";
import type { Kernel, KernelClient, KernelEvents, KernelExit, KernelState, WireMessage } from "../kernel.ts";
import { KernelLife, type LifeOptions } from "./kernel-life.ts";
import { ZmqClient } from "./zmq-client.ts";

export interface ZmqKernelOptions extends Omit<LifeOptions, "onIopub"> {
  /** It is shut down and nothing of it is left. */
  readonly onEnd: () => void;
}

/** As Jupyter Server's: so many deaths in a row, each so soon after the last, and it is given up. */
const restartLimit = 5;
const stableTime = 10_000;

/** A kernel that is a process on this machine. */
export class ZmqKernel implements Kernel {
  readonly id: string = randomUUID();
  readonly name: string;
  state: KernelState = "starting";
  lastExit: KernelExit | undefined;
  readonly #options: ZmqKernelOptions;
  readonly #activity = new Activity();
  readonly #clients = new Set<ZmqClient>();
  #life: KernelLife | undefined;
  #session = "";
  /** What is being done to the process; one thing at a time. */
  #work: Promise<void> = Promise.resolve();
  #shutdown: Promise<void> | undefined;
  /** Ends the wait for a kernel that is to be shut down before it is ready. */
  readonly #closing = new AbortController();
  #deaths = 0;
  #lastDeath = 0;

  constructor(options: ZmqKernelOptions) {
    this.#options = options;
    this.name = options.spec.name;
  }

  get lastActivity(): Date {
    return this.#activity.last;
  }

  /** Starts the process; to be called once. */
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
    const client = new ZmqClient(events, () => this.#clients.delete(client));
    this.#clients.add(client);
    await client.attach(this.#life);
    return client;
  }

  async interrupt(): Promise<void> {
    if (this.state === "dead") throw new KernelDead(this.name, this.lastExit);
    this.#life?.interrupt();
  }

  async restart(): Promise<void> {
    // At once: what is sent from here on is for the new process, and the old one would take it along.
    this.#hold();
    await this.#enqueue(async () => {
      if (this.#shutdown !== undefined) throw new KernelDead(this.name, this.lastExit);
      const busy = this.state === "busy";
      this.state = "restarting";
      this.#hold();
      await this.#end({ restart: true, busy });
      await this.#beginOrDie();
    });
  }

  shutdown(): Promise<void> {
    this.#closing.abort(new KernelDead(this.name, this.lastExit));
    this.#shutdown ??= this.#enqueue(async () => {
      const busy = this.state === "busy";
      await this.#end({ restart: false, busy });
      this.state = "dead";
      for (const client of this.#clients) client.detach();
      this.#clients.clear();
      this.#options.onEnd();
    });
    return this.#shutdown;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }

  async #begin(signal?: AbortSignal): Promise<void> {
    const life = await KernelLife.begin({
      ...this.#options,
      onIopub: (message) => this.#onIopub(message),
    });
    this.#life = life;
    await life.ready(signal === undefined ? this.#closing.signal : AbortSignal.any([this.#closing.signal, signal]));
    void life.exited.then((exit) => this.#onExit(life, exit));
    this.#session = life.session;
    this.state = "idle";
    await Promise.all([...this.#clients].map((client) => client.attach(life)));
    await this.#announce("idle");
  }

  async #beginOrDie(): Promise<void> {
    try {
      await this.#begin();
    } catch (error) {
      await this.#end({ restart: false, busy: false });
      await this.#die();
      throw error;
    }
  }

  async #end(options: { readonly restart: boolean; readonly busy: boolean }): Promise<void> {
    const life = this.#life;
    if (life === undefined) return;
    await life.end(options);
    await life.drained();
    await this.#leave(life);
  }

  async #leave(life: KernelLife): Promise<void> {
    this.#life = undefined;
    for (const client of this.#clients) client.detach();
    await life[Symbol.asyncDispose]();
  }

  /** A process that ended unasked is replaced, as Jupyter Server does it. */
  #onExit(life: KernelLife, exit: KernelExit): void {
    if (life.ending) return;
    this.lastExit = exit;
    this.state = "restarting";
    this.#hold();
    void this.#enqueue(async () => {
      if (this.#life !== life || this.#shutdown !== undefined) return;
      await life.drained();
      await this.#leave(life);
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
        await this.#end({ restart: true, busy: false });
        if (error instanceof KernelStartFailed) this.lastExit = error.exit ?? this.lastExit;
        else if (this.#shutdown === undefined) throw error;
      }
    }
  }

  #hold(): void {
    for (const client of this.#clients) client.hold();
  }

  async #die(): Promise<void> {
    this.state = "dead";
    await this.#announce("dead");
  }

  async #onIopub(message: WireMessage): Promise<void> {
    const state = this.#activity.see(message, this.state);
    if (this.state !== "restarting" && this.state !== "dead") this.state = state ?? this.state;
    await this.#publish(message);
  }

  /**
   * In the kernel's own session: a client of `@jupyterlab/services` drops what it has not handled yet when a message
   * of another session arrives.
   */
  async #announce(state: KernelState): Promise<void> {
    await this.#publish(
      createMessage("iopub", "status", { session: this.#session, content: { execution_state: state } }),
    );
  }

  async #publish(message: WireMessage): Promise<void> {
    await Promise.all([...this.#clients].map((client) => client.receive(message)));
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
