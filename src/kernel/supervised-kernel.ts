import { randomUUID } from "node:crypto";
import { Activity } from "./activity.ts";
import { createMessage } from "./create-message.ts";
import { KernelDead, KernelStartFailed } from "./errors.ts";
import type { Kernel, KernelClient, KernelEvents, KernelExit, KernelState, WireMessage } from "./kernel.ts";

/** One life of a kernel: a process or a thread. A restart begins a new one. */
export interface Life {
  readonly exited: Promise<KernelExit>;
  /** Asked to end by us. */
  readonly ending: boolean;
  /** The session in the headers of the kernel's own messages, once it is ready. */
  readonly session: string;
  /** Resolves when clients can be let in; throws `KernelStartFailed`, or the signal's reason. */
  ready(signal: AbortSignal): Promise<void>;
  interrupt(): void;
  /** Asks it to end, then makes it. */
  end(options: EndOptions): Promise<void>;
}

export interface EndOptions {
  readonly restart: boolean;
  /** Whether it executes something. */
  readonly busy: boolean;
}

/** As Jupyter Server's: so many deaths in a row, each so soon after the last, and it is given up. */
const restartLimit = 5;
const stableTime = 10_000;

/** Supervises the lives of a kernel, one after the other: what all kernels have in common, whatever runs them. */
export abstract class SupervisedKernel<OneLife extends Life> implements Kernel {
  readonly id: string = randomUUID();
  readonly name: string;
  state: KernelState = "starting";
  lastExit: KernelExit | undefined;
  protected readonly activity: Activity = new Activity();
  readonly #onEnd: () => void;
  #life: OneLife | undefined;
  #session = "";
  /** What is being done to the life; one thing at a time. */
  #work: Promise<void> = Promise.resolve();
  #shutdown: Promise<void> | undefined;
  /** Ends the wait for a kernel that is to be shut down before it is ready. */
  readonly #closing = new AbortController();
  #deaths = 0;
  #lastDeath = 0;

  /** `onEnd` is called when it is shut down and nothing of it is left. */
  constructor(name: string, onEnd: () => void) {
    this.name = name;
    this.#onEnd = onEnd;
  }

  get lastActivity(): Date {
    return this.activity.last;
  }

  /** Begins its first life; to be called once. */
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
    return await this.join(events, this.#life);
  }

  async interrupt(): Promise<void> {
    if (this.state === "dead") throw new KernelDead(this.name, this.lastExit);
    // One that starts has nothing to interrupt, and could be ended by it.
    if (this.state === "idle" || this.state === "busy") this.#life?.interrupt();
  }

  async restart(): Promise<void> {
    // At once: what is sent from here on is for the new life, and the old one would take it along.
    this.hold();
    await this.#enqueue(async () => {
      if (this.#shutdown !== undefined) throw new KernelDead(this.name, this.lastExit);
      const busy = this.state === "busy";
      this.state = "restarting";
      this.hold();
      await this.#end({ restart: true, busy });
      await this.#beginOrDie();
    });
  }

  shutdown(): Promise<void> {
    this.#closing.abort(new KernelDead(this.name, this.lastExit));
    this.#shutdown ??= this.#enqueue(async () => {
      await this.#end({ restart: false, busy: this.state === "busy" });
      this.state = "dead";
      this.dismiss();
      this.#onEnd();
    });
    return this.#shutdown;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }

  protected get life(): OneLife | undefined {
    return this.#life;
  }

  protected get session(): string {
    return this.#session;
  }

  /** Launches the process or thread. */
  protected abstract launch(): Promise<OneLife>;
  /** Lets a client in. */
  protected abstract join(events: KernelEvents, life: OneLife): Promise<KernelClient>;
  /** From now on, what clients send is kept. */
  protected abstract hold(): void;
  /** Gives clients to a life that is ready, and it what was kept. */
  protected abstract admit(life: OneLife): Promise<void>;
  /** Leaves a life that has ended, when all that it said has been handed on. */
  protected abstract leave(life: OneLife): Promise<void>;
  /** What was kept, and what is sent from now on, is for nobody, until it is held again. */
  protected abstract discard(): void;
  /** Lets all clients go. */
  protected abstract dismiss(): void;
  /** Hands a message to all clients. */
  protected abstract publish(message: WireMessage): Promise<void>;

  async #begin(signal?: AbortSignal): Promise<void> {
    const life = await this.launch();
    this.#life = life;
    await life.ready(signal === undefined ? this.#closing.signal : AbortSignal.any([this.#closing.signal, signal]));
    void life.exited.then((exit) => this.#onExit(life, exit));
    this.#session = life.session;
    this.state = "idle";
    await this.admit(life);
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

  async #end(options: EndOptions): Promise<void> {
    const life = this.#life;
    if (life === undefined) return;
    await life.end(options);
    await this.#forget(life);
  }

  async #forget(life: OneLife): Promise<void> {
    this.#life = undefined;
    await this.leave(life);
  }

  /** A life that ended unasked is replaced, as Jupyter Server does it. */
  #onExit(life: OneLife, exit: KernelExit): void {
    if (life.ending) return;
    this.lastExit = exit;
    this.state = "restarting";
    this.hold();
    this.#enqueue(async () => {
      if (this.#life !== life || this.#shutdown !== undefined) return;
      await this.#forget(life);
      await this.#revive();
      // Whatever it was, nothing of it may reach the process, which has other kernels as well.
    }).catch((error: unknown) => this.#die(exitOf(error)));
  }

  async #revive(): Promise<void> {
    this.#deaths = Date.now() - this.#lastDeath < stableTime ? this.#deaths + 1 : 1;
    while (this.#shutdown === undefined) {
      this.#lastDeath = Date.now();
      if (this.#deaths > restartLimit) return await this.#die();
      await this.#announce("restarting");
      try {
        return await this.#begin();
      } catch (error) {
        await this.#end({ restart: true, busy: false });
        if (this.#shutdown === undefined) this.lastExit = exitOf(error) ?? this.lastExit;
        // However long that took.
        this.#deaths += 1;
      }
    }
  }

  async #die(exit?: KernelExit): Promise<void> {
    this.lastExit = exit ?? this.lastExit;
    this.state = "dead";
    this.discard();
    await this.#announce("dead");
  }

  /**
   * In the kernel's own session: a client of `@jupyterlab/services` drops what it has not handled yet when a message
   * of another session arrives.
   */
  async #announce(state: KernelState): Promise<void> {
    await this.publish(
      createMessage("iopub", "status", { session: this.#session, content: { execution_state: state } }),
    );
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

/** How it ended, where it did; else why it could not begin. */
function exitOf(error: unknown): KernelExit | undefined {
  if (error instanceof KernelStartFailed && error.exit !== undefined) return error.exit;
  return { stderrTail: error instanceof Error ? error.message : String(error) };
}
