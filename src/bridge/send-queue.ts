import type { WebSocket } from "ws";

/** Bytes that may wait for a slow client before the kernel's output is held back for it, and before it is let on. */
const highWater = 2 * 2 ** 20;
const lowWater = 2 ** 18;
/** Milliseconds without any byte taken before a client is cut off, so that it cannot hold back the others. */
const stalled = 30_000;

/** Sends to a WebSocket with a bounded queue. */
export class SendQueue {
  readonly #socket: WebSocket;
  #drained: Promise<void> | undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** The promise, where there is one, settles when the client has caught up or is gone. */
  send(frame: string | Buffer): void | Promise<void> {
    if (this.#socket.readyState !== this.#socket.OPEN) return undefined;
    this.#socket.send(frame);
    if (this.#socket.bufferedAmount < highWater) return undefined;
    this.#drained ??= this.#drain();
    return this.#drained;
  }

  async #drain(): Promise<void> {
    const socket = this.#socket;
    let [left, since] = [socket.bufferedAmount, Date.now()];
    while (socket.readyState === socket.OPEN && socket.bufferedAmount > lowWater) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (socket.bufferedAmount < left) [left, since] = [socket.bufferedAmount, Date.now()];
      else if (Date.now() - since > stalled) socket.terminate();
    }
    this.#drained = undefined;
  }
}
