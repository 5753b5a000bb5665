import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodeV1, encodeV1 } from "../../src/bridge/v1-protocol.ts";
import { CapacityReached } from "../../src/kernel/errors.ts";
import { createMessage } from "../../src/kernel/create-message.ts";
import type { FakeKernel } from "./fake-kernel.ts";
import { openBridge, v1Protocol, type TestBridge, type TestSocket } from "./open-bridge.ts";

let server: TestBridge;
let errors: unknown[];

beforeEach(async () => {
  errors = [];
  server = await openBridge({ onError: (error) => errors.push(error) });
});

afterEach(() => server[Symbol.asyncDispose]());

const message = createMessage("shell", "execute_request", { session: "client", content: { code: "1" } });

async function answers(kernel: FakeKernel, socket: TestSocket): Promise<boolean> {
  const before = kernel.received.length;
  socket.socket.send(encodeV1(message));
  await expect.poll(() => kernel.received.length).toBe(before + 1);
  return true;
}

describe("what goes wrong with one client", () => {
  it("in sending to its kernel closes its socket alone, and is told", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    const other = server.join(kernel, "other", v1Protocol);
    await other.opened;
    const mend = kernel.refuse(new TypeError("at send"));
    other.socket.send(encodeV1(message));
    expect(await other.closed).toBe(1011);
    expect(errors).toEqual([new TypeError("at send")]);
    mend();
    expect(await answers(kernel, socket)).toBe(true);
  });

  it("for want of room closes its socket alone, and is no error", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    const mend = kernel.refuse(new CapacityReached("another client"));
    socket.socket.send(encodeV1(message));
    expect(await socket.closed).toBe(1013);
    expect(errors).toEqual([]);
    mend();
  });

  it("in writing what the kernel sent closes its socket alone, and is told", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    const other = server.join(kernel, "other", v1Protocol);
    await other.opened;
    const bad = { channel: "iopub", parts: [Symbol("no bytes") as unknown as Uint8Array] } as const;
    void kernel.clients[1]?.onMessage(bad);
    expect(await other.closed).toBe(1011);
    expect(errors).toHaveLength(1);
    kernel.emit(0, "iopub", "stream", { text: "a" });
    await socket.count(1);
  });
});

describe("a message of more than 512 MiB", () => {
  it("is not sent to anybody, and a line in its place says so", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    kernel.emit(0, "iopub", "display_data", {}, new Uint8Array(new ArrayBuffer(600 * 2 ** 20)));
    await socket.count(1);
    expect(String(decodeV1(socket.frames[0]?.bytes ?? Buffer.alloc(0))?.parts[3])).toBe(
      '{"name":"stderr","text":"nbproof: a message of 629.1 MB was lost: it is too long to be sent\\n"}',
    );
  });
});

describe("a kernel that is shut down", () => {
  it("closes the sockets of its clients", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    expect((await server.call("DELETE", `/api/kernels/${kernel.id}`)).status).toBe(204);
    expect(await socket.closed).toBe(1001);
    expect(kernel.clients).toEqual([]);
  });
});

describe("a list that cannot be written", () => {
  it("is a 500, and others are answered", async () => {
    const { kernel } = await server.connect();
    Object.assign(kernel, { lastExit: { exitCode: 1n } });
    expect((await server.call("GET", "/api/kernels")).status).toBe(500);
    expect(errors).toHaveLength(1);
    expect((await server.call("GET", "/api")).status).toBe(200);
  });
});

/** A connection whose client never closes its end. */
async function ask(text: string): Promise<{ readonly socket: Socket; readonly answer: () => string }> {
  const { hostname, port } = new URL(server.bridge.url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  let answer = "";
  socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(text.replaceAll("\n", "\r\n"));
  return { socket, answer: () => answer };
}

describe("an upgrade that is refused", () => {
  it("leaves nothing open, whether or not the client closes its end", async () => {
    const { socket, answer } = await ask(
      "GET /x HTTP/1.1\nHost: localhost\nConnection: Upgrade\nUpgrade: websocket\n\n",
    );
    await once(socket, "end");
    expect(answer()).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer()).toContain("cache-control: no-store\r\n");
    await server[Symbol.asyncDispose]();
    socket.destroy();
    server = await openBridge();
  });

  it("to a kernel that is not ready ends with the server", async () => {
    const { kernel } = await server.connect();
    kernel.ready = new Promise(() => undefined);
    const path = `/api/kernels/${kernel.id}/channels?token=${server.bridge.token}`;
    const upgrade = `GET ${path} HTTP/1.1\nHost: localhost\nConnection: Upgrade\nUpgrade: websocket\n`;
    const { socket } = await ask(
      `${upgrade}Sec-WebSocket-Version: 13\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\n\n`,
    );
    await server.call("GET", "/api");
    await server[Symbol.asyncDispose]();
    socket.destroy();
    server = await openBridge();
  });
});

describe("an offer of another protocol", () => {
  const offer = "Host: localhost\nConnection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: AAMAAABk\n";

  it("is ignored, and the request answered, the last of its connection", async () => {
    const token = `Authorization: token ${server.bridge.token}\n`;
    const { socket, answer } = await ask(`GET /api HTTP/1.1\n${offer}${token}\n`);
    await once(socket, "end");
    expect(answer()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\nconnection: close\r\n[^]*\{"version":"2\.21\.0"\}$/i);
    socket.destroy();
  });

  it("that comes with many more leaves no connection open, and nothing with a socket", async () => {
    const token = `Authorization: token ${server.bridge.token}\n`;
    const warned: string[] = [];
    const onWarning = ({ name }: Error): unknown => warned.push(name);
    process.on("warning", onWarning);
    const { socket } = await ask(`GET /api HTTP/1.1\n${offer}${token}\n`.repeat(300));
    await Promise.race([once(socket, "end"), once(socket, "close")]);
    socket.destroy();
    process.off("warning", onWarning);
    expect(warned).toEqual([]);
  });

  it("is ignored where the request has a body", async () => {
    const body = '{"name":"python3"}';
    const head = `${offer}Authorization: token ${server.bridge.token}\nContent-Length: ${body.length}\n`;
    const { socket, answer } = await ask(`POST /api/kernels HTTP/1.1\n${head}\n${body}`);
    await expect.poll(answer).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    expect(server.kernels).toHaveLength(1);
    socket.destroy();
  });
});
