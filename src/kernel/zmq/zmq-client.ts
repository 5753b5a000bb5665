import { randomUUID } from "node:crypto";
import type { KernelClient, KernelEvents, WireMessage } from "../kernel.ts";
import type { ClientSockets } from "./client-sockets.ts";
import type { KernelLife } from "./kernel-life.ts";

/** A message that no process could take yet. */
interface Kept {
  readonly message: WireMessage;
  readonly taken: (taken?: Promise<void>) => void;
}

/** A client that stays while the process behind the kernel comes and goes. */
export class ZmqClient implements KernelClient {
  readonly #identity: string = randomUUID();
  readonly #events: KernelEvents;
  readonly #onClose: () => void;
  #sockets: ClientSockets | undefined;
  /** What is sent while no process can take it is kept for the next. */
  #kept: Kept[] | undefined = [];
  #closed = false;

  constructor(events: KernelEvents, onClose: () => void) {
    this.#events = events;
    this.#onClose = onClose;
  }

  /** Connects to a process and sends it what was kept. */
  async attach(life: KernelLife): Promise<void> {
    const sockets = life.attach(this.#identity, (message) => this.receive(message));
    this.#sockets = sockets;
    await sockets.connected();
    if (this.#sockets !== sockets) return;
    for (const { message, taken } of this.#kept ?? []) taken(sockets.send(message));
    this.#kept = undefined;
  }

  /** The process is about to end: from now on, what is sent is kept. */
  hold(): void {
    this.#kept ??= [];
  }

  /** No process will come: what is sent is for nobody. */
  discard(): void {
    for (const { taken } of this.#kept ?? []) taken();
    this.#kept = undefined;
  }

  detach(): void {
    this.hold();
    this.#sockets?.[Symbol.dispose]();
    this.#sockets = undefined;
  }

  async receive(message: WireMessage): Promise<void> {
    if (!this.#closed) await this.#events.onMessage(message);
  }

  async send(message: WireMessage): Promise<void> {
    if (this.#closed) return;
    const kept = this.#kept;
    if (kept === undefined) await this.#sockets?.send(message);
    else await new Promise<void>((taken) => kept.push({ message, taken }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.detach();
    this.discard();
    this.#onClose();
  }
}
