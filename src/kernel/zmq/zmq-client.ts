import { randomUUID } from "node:crypto";
import type { KernelClient, KernelEvents, WireMessage } from "../kernel.ts";
import type { ClientSockets } from "./client-sockets.ts";
import type { KernelLife } from "./kernel-life.ts";

/** A client that stays while the process behind the kernel comes and goes. */
export class ZmqClient implements KernelClient {
  readonly #identity: string = randomUUID();
  readonly #events: KernelEvents;
  readonly #onClose: () => void;
  #sockets: ClientSockets | undefined;
  /** Sent while no process was there to take it. */
  #waiting: WireMessage[] = [];
  #closed = false;

  constructor(events: KernelEvents, onClose: () => void) {
    this.#events = events;
    this.#onClose = onClose;
  }

  attach(life: KernelLife): void {
    const sockets = life.attach(this.#identity, (message) => this.receive(message));
    this.#sockets = sockets;
    for (const message of this.#waiting.splice(0)) sockets.send(message);
  }

  detach(): void {
    this.#sockets?.[Symbol.dispose]();
    this.#sockets = undefined;
  }

  async receive(message: WireMessage): Promise<void> {
    if (!this.#closed) await this.#events.onMessage(message);
  }

  async send(message: WireMessage): Promise<void> {
    if (this.#closed) return;
    if (this.#sockets === undefined) this.#waiting.push(message);
    else this.#sockets.send(message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.detach();
    this.#waiting = [];
    this.#onClose();
  }
}
