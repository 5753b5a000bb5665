import type { WebSocket } from "ws";
import type { WireMessage } from "../kernel/kernel.ts";
import { setImmediate, setTimeout } from "node:timers/promises";
import { type Backlog, backlogLimit, sizeOf } from "./backlog.ts";
import type { FrameProtocol } from "./frame-protocols.ts";
import { tooLongNotice } from "./loss-notice.ts";

export interface SendQueueOptions {
  readonly encode: FrameProtocol["encode"];
  /** What waits for the client already. */
  readonly backlog: Backlog;
  /** Called when more waits than is kept for a client that is connected. */
  readonly onFull: () => void;
  /** Called with what went wrong with a message; this client will not get it, whoever else does. */
  readonly onError: (error: unknown) => void;
}

/** Bytes on their way to the system before the rest waits here, where it can be counted and taken back. */
const highWater = 256 * 2 ** 10;
/** Bytes that may wait for a client that reads, though more slowly than its kernel sends. */
const readingLimit = 512 * 2 ** 20;
/** Milliseconds for which a message waits for such a client, and others' messages with it. */
const longestWait = 50;
/** Milliseconds in which a client that reads has taken something. */
const readingTime = 1000;
/** From so many waiting bytes on, sockets are given their turn after each message: ZMQ would not stop for them. */
const yieldAbove = 256 * 2 ** 10;

/** Sends messages to a socket as fast as it takes them, and keeps the others. */
export class SendQueue {
  readonly #socket: WebSocket;
  readonly #options: SendQueueOptions;
  readonly #waiting: (() => void)[] = [];
  #closed = false;
  #lastTaken = Date.now();

  constructor(socket: WebSocket, options: SendQueueOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#pump();
  }

  /** The promise, where there is one, is worth waiting for before the next message is sent. */
  send(message: WireMessage): void | Promise<void> {
    const { backlog, onFull } = this.#options;
    const size = sizeOf(message);
    if (size > readingLimit) return this.send(tooLongNotice(message, size));
    if (backlog.isEmpty && this.#takesMore()) return this.#transmit(message);
    if (this.#closed) return backlog.push(message);
    backlog.keep(message);
    if (backlog.bytes > this.#limit()) onFull();
    if (backlog.bytes <= yieldAbove) return undefined;
    return this.#reads() ? this.#untilCaughtUp() : setImmediate();
  }

  /** Sends no more; what waits, and what is still sent here, is in the backlog. */
  close(): Backlog {
    this.#closed = true;
    return this.#options.backlog;
  }

  #limit(): number {
    return this.#reads() ? readingLimit : backlogLimit;
  }

  #reads(): boolean {
    return Date.now() - this.#lastTaken < readingTime;
  }

  /** What a client that reads has not taken yet is better kept in the kernel than here, but not at the cost of others. */
  async #untilCaughtUp(): Promise<void> {
    const caughtUp = new Promise<void>((resolve) => this.#waiting.push(resolve));
    await Promise.race([caughtUp, setTimeout(longestWait)]);
  }

  #takesMore(): boolean {
    const { readyState, OPEN, bufferedAmount } = this.#socket;
    return !this.#closed && readyState === OPEN && bufferedAmount < highWater;
  }

  readonly #onTaken = (): void => {
    this.#lastTaken = Date.now();
    this.#pump();
    if (this.#options.backlog.isEmpty) for (const resolve of this.#waiting.splice(0)) resolve();
  };

  #pump(): void {
    while (this.#takesMore()) {
      const message = this.#options.backlog.shift();
      if (message === undefined) return;
      this.#transmit(message);
    }
  }

  #transmit(message: WireMessage): void {
    try {
      const { bytes, binary } = this.#options.encode(message);
      this.#socket.send(bytes, { binary }, this.#onTaken);
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
