import type { WebSocket } from "ws";
import type { WireMessage } from "../kernel/kernel.ts";
import type { Backlog } from "./backlog.ts";
import type { FrameProtocol } from "./frame-protocols.ts";

export interface SendQueueOptions {
  readonly encode: FrameProtocol["encode"];
  /** What waits for the client already. */
  readonly backlog: Backlog;
  /** Called when more waits than is kept for a client that is connected. */
  readonly onFull: () => void;
}

/** Bytes on their way to the system before the rest waits here, where it can be counted and taken back. */
const highWater = 2 ** 20;

/** Sends messages to a socket as fast as it takes them, and keeps the others. */
export class SendQueue {
  readonly #socket: WebSocket;
  readonly #options: SendQueueOptions;
  #closed = false;

  constructor(socket: WebSocket, options: SendQueueOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#pump();
  }

  send(message: WireMessage): void {
    const { backlog, onFull } = this.#options;
    if (backlog.isEmpty && this.#takesMore()) return this.#transmit(message);
    const full = backlog.isFull(message);
    backlog.push(message);
    if (full && !this.#closed) onFull();
  }

  /** Sends no more; what waits, and what is still sent here, is in the backlog. */
  close(): Backlog {
    this.#closed = true;
    return this.#options.backlog;
  }

  #takesMore(): boolean {
    const { readyState, OPEN, bufferedAmount } = this.#socket;
    return !this.#closed && readyState === OPEN && bufferedAmount < highWater;
  }

  readonly #pump = (): void => {
    while (this.#takesMore()) {
      const message = this.#options.backlog.shift();
      if (message === undefined) return;
      this.#transmit(message);
    }
  };

  #transmit(message: WireMessage): void {
    this.#socket.send(this.#options.encode(message), this.#pump);
  }
}
