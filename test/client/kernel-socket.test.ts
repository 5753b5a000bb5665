import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";

import { ConnectionHealth } from "../../src/client/connection-health.ts";
import { kernelSocketClass } from "../../src/client/kernel-socket.ts";

let server: WebSocketServer;
let url: string;
const asked: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders }[] = [];

beforeEach(async () => {
  asked.length = 0;
  await listen();
});
afterEach(() => stop());

async function listen(port = 0, options: ConstructorParameters<typeof WebSocketServer>[0] = {}): Promise<void> {
  server = new WebSocketServer({ port, host: "127.0.0.1", ...options });
  server.on("connection", (_, { url: path, headers }) => asked.push({ url: path, headers }));
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("No port");
  url = `ws://127.0.0.1:${address.port}/api/kernels/1/channels?session_id=2`;
}

function stop(): void {
  for (const client of server.clients) client.terminate();
  server.close();
}

function open(protocols: string[] = []): { readonly socket: globalThis.WebSocket; readonly health: ConnectionHealth } {
  const health = new ConnectionHealth();
  const Socket = kernelSocketClass({ headers: { Authorization: "token secret" }, health });
  return { socket: new Socket(url, protocols), health };
}

// As the client does it, which knows no listeners.
const opened = (socket: globalThis.WebSocket): Promise<unknown> =>
  new Promise((resolve) => {
    Object.assign(socket, { onopen: resolve });
  });

const changed = (health: ConnectionHealth): Promise<void> => new Promise((resolve) => void health.onChange(resolve));

const nextClient = async (): Promise<WebSocket> => {
  const [client] = (await once(server, "connection")) as [WebSocket];
  return client;
};

describe("kernelSocketClass()", () => {
  it("sends the token in a header and never in the URL", async () => {
    const { socket } = open();
    await opened(socket);
    expect(asked[0]?.headers.authorization).toBe("token secret");
    expect(asked[0]?.url).toBe("/api/kernels/1/channels?session_id=2");
    socket.close();
  });

  it("does without a subprotocol where the server takes none", async () => {
    stop();
    await listen(0, { handleProtocols: () => false });
    const { socket } = open(["v1.kernel.websocket.jupyter.org"]);
    await opened(socket);
    expect(socket.protocol).toBe("");
    socket.close();
  });

  it("connects anew with the same session when it is cut, opens once, and sends what was to be sent meanwhile", async () => {
    const first = nextClient();
    const { socket, health } = open();
    let openings = 0;
    Object.assign(socket, { onopen: () => (openings += 1) });
    await first;
    const { port } = new URL(url);
    stop();
    await once(server, "close");
    // Until the client has noticed; what it sends in that moment is lost, and the cell's own limits find that.
    await sleep(300);
    socket.send("meanwhile");
    await listen(Number(port));
    const received = nextClient().then(async (client) => String((await once(client, "message"))[0]));
    await changed(health);
    expect(await received).toBe("meanwhile");
    expect({ openings, cuts: health.cuts, lost: health.lost }).toEqual({ openings: 1, cuts: 1, lost: undefined });
    expect(asked.map(({ url: path }) => path)).toEqual([asked[0]?.url, asked[0]?.url]);
    socket.close();
  });

  it("keeps its subprotocol while it is cut, since what is to be sent is written by it", async () => {
    const first = nextClient();
    const { socket, health } = open(["v1.kernel.websocket.jupyter.org"]);
    await opened(socket);
    const resumed = changed(health);
    const cut = once(server, "connection");
    (await first).terminate();
    await cut;
    expect(socket.protocol).toBe("v1.kernel.websocket.jupyter.org");
    await resumed;
    expect(socket.protocol).toBe("v1.kernel.websocket.jupyter.org");
    socket.close();
  });

  it("is lost at once where the server does not know the kernel any more", async () => {
    const first = nextClient();
    const { socket, health } = open();
    await opened(socket);
    const { port } = new URL(url);
    const gone = changed(health);
    (await first).terminate();
    stop();
    await once(server, "close");
    await listen(Number(port), { verifyClient: (_, answer) => answer(false, 404) });
    await gone;
    expect(health.lost).toBe(
      `The kernel is not on http://127.0.0.1:${port}/ any more: did the server end it for being idle too long, or did somebody?`,
    );
  });

  it("does not come back once it is closed", async () => {
    const first = nextClient();
    const { socket, health } = open();
    await opened(socket);
    socket.close();
    await once(await first, "close");
    expect(health).toMatchObject({ cuts: 0, lost: undefined });
    expect(asked).toHaveLength(1);
  });
});
