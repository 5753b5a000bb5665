import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { createGate } from "../kernel/gate.ts";

/** A way to a server that can be cut, as a network can. */
export interface CuttableProxy extends AsyncDisposable {
  readonly url: string;
  /** Cuts all connections, and has new ones wait for `mend`. */
  cut(): void;
  mend(): void;
}

/** Forwards connections to the server at a URL. */
export async function startCuttableProxy(target: string): Promise<CuttableProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let mended = createGate();
  mended.open();
  const server = createServer((near) => {
    near.on("error", () => undefined);
    void mended.opened.then(() => forward(near));
  });

  function forward(near: Socket): void {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  }

  function destroyAll(): void {
    for (const socket of sockets) socket.destroy();
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    cut() {
      mended = createGate();
      destroyAll();
    },
    mend() {
      mended.open();
    },
    async [Symbol.asyncDispose]() {
      destroyAll();
      server.close();
      await once(server, "close");
    },
  };
}
