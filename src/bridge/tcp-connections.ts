import type { Server } from "node:http";
import type { Duplex } from "node:stream";

/**
 * The TCP connections that there are. One more than there may be takes the place of the one that has waited longest: of
 * those that have not shown the token first, so that whoever has none keeps nobody out.
 */
export class TcpConnections {
  readonly #all = new Set<Duplex>();
  readonly #strangers = new Set<Duplex>();
  readonly #idle = new Set<Duplex>();
  /** How many requests of each are being answered. */
  readonly #asking = new Map<Duplex, number>();

  constructor(server: Server, limit: number) {
    server.on("connection", (stream: Duplex) => {
      // One whose request is read again comes twice.
      if (this.#all.has(stream)) return;
      if (this.#all.size >= limit) this.#longestWaiting(stream).destroy();
      if (stream.destroyed) return;
      this.#all.add(stream);
      this.#strangers.add(stream);
      stream.once("close", () => this.#forget(stream));
    });
  }

  /** A request with the token has come over it. It stays until that is answered, a WebSocket until it is closed. */
  hold(stream: Duplex): void {
    if (!this.#all.has(stream)) return;
    this.#strangers.delete(stream);
    this.#idle.delete(stream);
    this.#asking.set(stream, (this.#asking.get(stream) ?? 0) + 1);
  }

  release(stream: Duplex): void {
    const asking = (this.#asking.get(stream) ?? 1) - 1;
    if (asking > 0) this.#asking.set(stream, asking);
    else if (this.#asking.delete(stream)) this.#idle.add(stream);
  }

  #longestWaiting(stream: Duplex): Duplex {
    const [longest = stream] = [...this.#strangers, ...this.#idle];
    this.#forget(longest);
    return longest;
  }

  #forget(stream: Duplex): void {
    for (const streams of [this.#all, this.#strangers, this.#idle, this.#asking]) streams.delete(stream);
  }
}
