import type { Kernel, KernelProvider, StartOptions } from "../kernel/kernel.ts";
import { HttpError } from "./http-error.ts";
import { KernelClients } from "./kernel-clients.ts";

/** A kernel and its clients. */
export interface RunningKernel {
  readonly kernel: Kernel;
  readonly clients: KernelClients;
}

export interface RunningKernelsOptions {
  readonly provider: KernelProvider;
  /** Kernels at a time. */
  readonly limit: number;
}

/** The kernels that this bridge has started, by id. */
export class RunningKernels {
  readonly #options: RunningKernelsOptions;
  readonly #kernels = new Map<string, RunningKernel>();
  readonly #starting = new Set<Promise<Kernel>>();
  readonly #closing = new AbortController();
  /** How many there have been. */
  readonly counts = { started: 0, culled: 0 };

  constructor(options: RunningKernelsOptions) {
    this.#options = options;
  }

  async start(name: string, options: Omit<StartOptions, "signal">): Promise<RunningKernel> {
    this.#checkLimit();
    const starting = this.#options.provider.start(name, { ...options, signal: this.#closing.signal });
    this.#starting.add(starting);
    try {
      const kernel = await starting;
      const running: RunningKernel = { kernel, clients: new KernelClients(kernel) };
      this.#kernels.set(kernel.id, running);
      this.counts.started += 1;
      return running;
    } finally {
      this.#starting.delete(starting);
    }
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
    const { kernel } = this.get(id);
    this.#kernels.delete(id);
    await kernel.shutdown();
  }

  async shutdownAll(): Promise<void> {
    this.#closing.abort(new HttpError(503, "The server is closing"));
    await Promise.allSettled(this.#starting);
    await Promise.all([...this.#kernels.keys()].map((id) => this.shutdown(id)));
  }

  /** One that died has no process any more. */
  #checkLimit(): void {
    const { limit } = this.#options;
    const living = this.list().filter(({ kernel }) => kernel.state !== "dead").length;
    if (living + this.#starting.size < limit) return;
    throw new HttpError(403, `No more than ${limit} kernels may run here at a time; shut one down first`);
  }
}
