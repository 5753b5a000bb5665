import type { Kernel, KernelProvider, StartOptions } from "../kernel/kernel.ts";
import { HttpError } from "./http-error.ts";
import { KernelClients } from "./kernel-clients.ts";
import type { Ledgers } from "./ledger.ts";

/** A kernel and its clients. */
export interface RunningKernel {
  readonly kernel: Kernel;
  readonly clients: KernelClients;
}

export interface RunningKernelsOptions {
  readonly provider: KernelProvider;
  /** Kernels at a time. */
  readonly limit: number;
  readonly ledgers: Ledgers;
  /** Hears of kernels that could not be shut down though nobody waits for that. */
  readonly onError: (error: unknown) => void;
}

/** The kernels that this bridge has started, by id. */
export class RunningKernels {
  readonly #options: RunningKernelsOptions;
  readonly #kernels = new Map<string, RunningKernel>();
  /** Kernels that are on their way to life. */
  #starting = 0;
  readonly #starts = new Set<Promise<Kernel>>();
  readonly #closing = new AbortController();
  /** How many there have been. */
  readonly counts = { started: 0, culled: 0 };

  constructor(options: RunningKernelsOptions) {
    this.#options = options;
  }

  /** Starts a kernel; one that nobody waits for any more when the signal is aborted is ended. */
  async start(name: string, { signal, ...options }: StartOptions): Promise<RunningKernel> {
    return await this.#within(async () => {
      const stopped = signal === undefined ? this.#closing.signal : AbortSignal.any([this.#closing.signal, signal]);
      const starting = this.#options.provider.start(name, { ...options, signal: stopped });
      this.#starts.add(starting);
      try {
        const kernel = await starting;
        const running: RunningKernel = { kernel, clients: new KernelClients(kernel, this.#options.ledgers) };
        this.#kernels.set(kernel.id, running);
        this.counts.started += 1;
        this.#forgetDead();
        if (signal?.aborted === true) await this.shutdown(kernel.id);
        signal?.throwIfAborted();
        return running;
      } finally {
        this.#starts.delete(starting);
      }
    });
  }

  /** A dead one comes back to life only where another may run. */
  async restart(id: string): Promise<RunningKernel> {
    const running = this.get(id);
    const { kernel } = running;
    if (kernel.state === "dead") await this.#within(async () => await kernel.restart());
    else await kernel.restart();
    return running;
  }

  list(): RunningKernel[] {
    return [...this.#kernels.values()];
  }

  has(id: string): boolean {
    return this.#kernels.has(id);
  }

  get(id: string): RunningKernel {
    const running = this.#kernels.get(id);
    if (running === undefined) throw new HttpError(404, `Kernel does not exist: ${id}`);
    return running;
  }

  async shutdown(id: string): Promise<void> {
    const { kernel, clients } = this.get(id);
    this.#kernels.delete(id);
    try {
      await kernel.shutdown();
    } finally {
      clients.close();
    }
  }

  /** The same where nobody waits for the end. */
  discard(id: string): void {
    this.shutdown(id).catch(this.#options.onError);
  }

  async shutdownAll(): Promise<void> {
    this.#closing.abort(new HttpError(503, "The server is closing"));
    await Promise.allSettled(this.#starts);
    await Promise.all([...this.#kernels.keys()].map((id) => this.shutdown(id)));
  }

  /** Counts a kernel that begins to live, unless there are too many: one that died has no process any more. */
  async #within<T>(begin: () => Promise<T>): Promise<T> {
    const { limit } = this.#options;
    const living = this.list().filter(({ kernel }) => kernel.state !== "dead").length;
    if (living + this.#starting >= limit) {
      throw new HttpError(403, `No more than ${limit} kernels may run here at a time; shut one down first`);
    }
    this.#starting += 1;
    try {
      return await begin();
    } finally {
      this.#starting -= 1;
    }
  }

  /** As many dead ones are remembered as there may be living ones. */
  #forgetDead(): void {
    const dead = this.list().filter(({ kernel }) => kernel.state === "dead");
    for (const { kernel } of dead.slice(0, Math.max(0, dead.length - this.#options.limit))) this.discard(kernel.id);
  }
}
