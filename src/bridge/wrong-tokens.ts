import type { IncomingMessage } from "node:http";
import { setTimeout } from "node:timers/promises";

/** Milliseconds that whoever gives a wrong token waits for the answer. */
const delay = 500;
/** Milliseconds between two that are told of. */
const interval = 1000;

/** Makes those who try out tokens wait, and tells of them, seldom enough that it can be read. */
export class WrongTokens {
  readonly #tell: (from: string, more: number) => void;
  #untold = 0;
  #toldLast = 0;

  /** `tell` hears where one came from, and how many others have come since it was last told. */
  constructor(tell: (from: string, more: number) => void) {
    this.#tell = tell;
  }

  async wait({ socket }: IncomingMessage): Promise<void> {
    const now = Date.now();
    if (now - this.#toldLast < interval) this.#untold += 1;
    else {
      this.#tell(socket.remoteAddress ?? "a client that has gone", this.#untold);
      this.#untold = 0;
      this.#toldLast = now;
    }
    await setTimeout(delay, undefined, { ref: false });
  }
}
