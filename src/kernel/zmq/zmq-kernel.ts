import type { KernelClient, KernelEvents, WireMessage } from "../kernel.ts";
import { SupervisedKernel } from "../supervised-kernel.ts";
import { KernelLife, type LifeOptions } from "./kernel-life.ts";
import { ZmqClient } from "./zmq-client.ts";

export interface ZmqKernelOptions extends Omit<LifeOptions, "onIopub" | "execution"> {
  /** It is shut down and nothing of it is left. */
  readonly onEnd: () => void;
}

/** A kernel that is a process on this machine. */
export class ZmqKernel extends SupervisedKernel<KernelLife> {
  readonly #options: ZmqKernelOptions;
  readonly #clients = new Set<ZmqClient>();
  /** How many times it has been busy. */
  #executions = 0;

  constructor(options: ZmqKernelOptions) {
    super(options.spec.name, options.onEnd);
    this.#options = options;
  }

  protected async launch(): Promise<KernelLife> {
    return await KernelLife.begin({
      ...this.#options,
      onIopub: (message) => this.#onIopub(message),
      execution: () => (this.state === "busy" ? this.#executions : undefined),
    });
  }

  protected async join(events: KernelEvents, life: KernelLife): Promise<KernelClient> {
    const client = new ZmqClient(events, () => this.#clients.delete(client));
    this.#clients.add(client);
    try {
      await client.attach(life);
    } catch (error) {
      await client[Symbol.asyncDispose]();
      throw error;
    }
    return client;
  }

  protected hold(): void {
    for (const client of this.#clients) client.hold();
  }

  protected async admit(life: KernelLife): Promise<void> {
    await Promise.all([...this.#clients].map((client) => client.attach(life)));
  }

  protected async leave(life: KernelLife): Promise<void> {
    await life.drained();
    for (const client of this.#clients) client.detach();
    await life[Symbol.asyncDispose]();
  }

  protected discard(): void {
    for (const client of this.#clients) client.discard();
  }

  protected dismiss(): void {
    for (const client of this.#clients) client.detach();
    this.discard();
    this.#clients.clear();
  }

  protected async publish(message: WireMessage): Promise<void> {
    await Promise.all([...this.#clients].map((client) => client.receive(message)));
  }

  async #onIopub(message: WireMessage): Promise<void> {
    const state = this.activity.see(message, this.state);
    if (state === "busy") this.#executions += 1;
    if (this.state !== "restarting" && this.state !== "dead") this.state = state ?? this.state;
    await this.publish(message);
  }
}
