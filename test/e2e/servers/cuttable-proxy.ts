import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A TCP proxy in front of a server, whose connections can be cut. */
export interface CuttableProxy extends AsyncDisposable {
  /** The server's URL, by way of the proxy. */
  readonly url: string;
  /** Ends all connections at once, and takes none for so many milliseconds. */
  cut(milliseconds: number): void;
  /** Resolves when the server has sent something like this, in one piece. */
  sent(pattern: RegExp): Promise<void>;
  /** From now on nothing passes, and nobody is told: as when a cable is pulled. */
  freeze(): void;
}

export async function startProxy(url: string): Promise<CuttableProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const waits = new Map<RegExp, () => void>();
  let cutUntil = 0;
  const server = createServer((client) => {
    if (performance.now() < cutUntil) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    upstream.on("data", (data) => {
      const text = data.toString("latin1");
      for (const [pattern, resolve] of waits) if (pattern.test(text)) resolve();
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.on("error", () => undefined);
      socket.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("No port");
  const cut = (milliseconds: number): void => {
    cutUntil = performance.now() + milliseconds;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}${target.pathname}`,
    cut,
    sent: async (pattern) => await new Promise((resolve) => void waits.set(pattern, resolve)),
    freeze() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    async [Symbol.asyncDispose]() {
      server.close();
      cut(0);
      await once(server, "close");
    },
  };
}
