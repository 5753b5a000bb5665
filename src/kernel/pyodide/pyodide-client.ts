import { randomUUID } from "node:crypto";
import type { KernelClient, KernelEvents, WireMessage } from "../kernel.ts";

/** A client that stays while the thread behind the kernel comes and goes. */
export class PyodideClient implements KernelClient {
  readonly identity: string = randomUUID();
  readonly #events: KernelEvents;
  readonly #onSend: (message: WireMessage, client: PyodideClient) => Promise<void>;
  readonly #onClose: (client: PyodideClient) => void;

  constructor(
    events: KernelEvents,
    onSend: (message: WireMessage, client: PyodideClient) => Promise<void>,
    onClose: (client: PyodideClient) => void,
  ) {
    this.#events = events;
    this.#onSend = onSend;
    this.#onClose = onClose;
  }

  async receive(message: WireMessage): Promise<void> {
    await this.#events.onMessage(message);
  }

  async send(message: WireMessage): Promise<void> {
    await this.#onSend(message, this);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#onClose(this);
  }
}
