import type { Kernel, KernelProvider } from "../kernel/kernel.ts";
import { HttpError } from "./http-error.ts";

/** A kernel and what the bridge knows of its use. */
export interface RunningKernel {
  readonly kernel: Kernel;
  lastActivity: Date;
  /** Open WebSockets. */
  connections: number;
}

export interface RunningKernelsOptions {
  readonly provider: KernelProvider;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

export interface StartRequest {
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** The kernels that this bridge has started, by id. */
export class RunningKernels {
  readonly #options: RunningKernelsOptions;
  readonly #kernels = new Map<string, RunningKernel>();
  readonly #starting = new Set<Promise<Kernel>>();
  readonly started: Date = new Date();
  readonly #closing = new AbortController();

  constructor(options: RunningKernelsOptions) {
    this.#options = options;
  }

  async start({ name, env, cwd }: StartRequest): Promise<RunningKernel> {
    const starting = this.#options.provider.start(name, {
      cwd: cwd ?? this.#options.cwd,
      env: { ...this.#options.env, ...env },
      signal: this.#closing.signal,
    });
    this.#starting.add(starting);
    try {
      const running: RunningKernel = { kernel: await starting, lastActivity: new Date(), connections: 0 };
      this.#kernels.set(running.kernel.id, running);
      return running;
    } finally {
      this.#starting.delete(starting);
    }
  }

  list(): RunningKernel[] {
    return [...this.#kernels.values()];
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
}
