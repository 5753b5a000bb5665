import { randomUUID } from "node:crypto";
import { createMessage } from "../../src/kernel/create-message.ts";
import { KernelDead, KernelNotFound } from "../../src/kernel/errors.ts";
import type {
  Channel,
  Kernel,
  KernelClient,
  KernelEvents,
  KernelExit,
  KernelProvider,
  KernelSpec,
  KernelState,
  StartOptions,
  WireMessage,
} from "../../src/kernel/kernel.ts";
import { createGate } from "../kernel/gate.ts";

/** A kernel in memory that does what a test tells it. */
export class FakeKernel implements Kernel {
  readonly id: string = randomUUID();
  readonly name: string;
  readonly start: StartOptions;
  state: KernelState = "idle";
  lastActivity: Date = new Date();
  lastExit: KernelExit | undefined;
  /** What was done to it, in order. */
  readonly calls: string[] = [];
  readonly received: WireMessage[] = [];
  readonly clients: KernelEvents[] = [];
  /** Clients are let in when this settles. */
  ready: Promise<void> = Promise.resolve();
  #refusal: Error | undefined;
  #busy: Promise<void> | undefined;

  constructor(name: string, start: StartOptions) {
    this.name = name;
    this.start = start;
  }

  async connect(events: KernelEvents): Promise<KernelClient> {
    await this.ready;
    if (this.state === "dead") throw new KernelDead(this.name, this.lastExit);
    this.clients.push(events);
    return {
      send: async (message) => {
        if (this.#refusal !== undefined) throw this.#refusal;
        await this.#busy;
        this.received.push(message);
      },
      [Symbol.asyncDispose]: async () => {
        this.clients.splice(this.clients.indexOf(events), 1);
        this.calls.push("client closed");
      },
    };
  }

  /** Has every message from a client fail, until the result is called. */
  refuse(error: Error): () => void {
    this.#refusal = error;
    return () => {
      this.#refusal = undefined;
    };
  }

  /** Has every message from a client wait, until the result is called. */
  takeNothing(): () => void {
    const gate = createGate();
    this.#busy = gate.opened;
    return gate.open;
  }

  /** Sends a message to one client. */
  emit(
    client: number,
    channel: Channel,
    type: string,
    content: Record<string, unknown>,
    ...buffers: Uint8Array[]
  ): unknown {
    const { parts } = createMessage(channel, type, { session: "kernel", content });
    return this.clients[client]?.onMessage({ channel, parts: [...parts, ...buffers] });
  }

  async interrupt(): Promise<void> {
    this.calls.push("interrupt");
  }

  async restart(): Promise<void> {
    this.calls.push("restart");
  }

  async shutdown(): Promise<void> {
    this.calls.push("shutdown");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }
}

export interface FakeProvider extends KernelProvider {
  readonly kernels: FakeKernel[];
  /** What each start waits for, once its kernel is in the list. */
  starting?: Promise<void>;
}

/** Starts fake kernels for a list of kernelspecs. */
export function fakeProvider(specs: readonly KernelSpec[]): FakeProvider {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const kernels: FakeKernel[] = [];
  const kernelSpec = async (name: string): Promise<KernelSpec> => {
    const spec = byName.get(name);
    if (spec === undefined) throw new KernelNotFound(name, [...byName.keys()], []);
    return spec;
  };
  return {
    kernels,
    kernelSpec,
    kernelSpecs: async () => byName,
    async prepare(name) {
      await kernelSpec(name);
    },
    async start(name, options) {
      await kernelSpec(name);
      const kernel = new FakeKernel(name, options);
      kernels.push(kernel);
      await this.starting;
      return kernel;
    },
    async [Symbol.asyncDispose]() {},
  };
}
