import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodeV1, encodeV1 } from "../../src/bridge/v1-protocol.ts";
import { createMessage } from "../../src/kernel/create-message.ts";
import type { WireMessage } from "../../src/kernel/kernel.ts";
import type { FakeKernel } from "./fake-kernel.ts";
import { openBridge, v1Protocol, type TestBridge, type TestSocket } from "./open-bridge.ts";

let server: TestBridge;

beforeEach(async () => {
  server = await openBridge();
});

afterEach(() => server[Symbol.asyncDispose]());

/** The `text` of each message's content, or its state. */
function texts({ frames }: TestSocket): string[] {
  return frames.map(({ bytes }) => {
    const content: unknown = JSON.parse(String(decodeV1(bytes)?.parts[3]));
    const { text, execution_state: state } = content as { text?: string; execution_state?: string };
    return text?.slice(0, 200) ?? state ?? "";
  });
}

async function connections({ id }: FakeKernel): Promise<unknown> {
  return ((await server.call("GET", `/api/kernels/${id}`)).body as { connections: number }).connections;
}

async function cut(kernel: FakeKernel, { socket }: TestSocket): Promise<void> {
  const before = Number(await connections(kernel));
  socket.terminate();
  await expect.poll(() => connections(kernel)).toBe(before - 1);
}

const request = createMessage("shell", "execute_request", { session: "s", content: { code: "1" } });

describe("a session that lost its socket", () => {
  it("gets on its next one what came meanwhile, and stays the same client of the kernel", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    await cut(kernel, socket);
    for (const text of ["a", "b"]) kernel.emit(0, "iopub", "stream", { text });
    kernel.emit(0, "shell", "execute_reply", { text: "reply" });
    const next = server.join(kernel, "s", v1Protocol);
    await next.count(3);
    expect(texts(next)).toEqual(["a", "b", "reply"]);
    kernel.emit(0, "iopub", "stream", { text: "c" });
    next.socket.send(encodeV1(request));
    await next.count(4);
    await expect.poll(() => kernel.received.length).toBe(1);
    expect(kernel.clients).toHaveLength(1);
  });

  it("leaves nothing to another session", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    await cut(kernel, socket);
    kernel.emit(0, "iopub", "stream", { text: "a" });
    const other = server.join(kernel, "other", v1Protocol);
    await other.opened;
    kernel.emit(1, "iopub", "stream", { text: "b" });
    await other.count(1);
    expect(texts(other)).toEqual(["b"]);
  });

  it("can lose it again before all was sent", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    await cut(kernel, socket);
    kernel.emit(0, "iopub", "stream", { text: "a" });
    const next = server.join(kernel, "s", v1Protocol);
    await next.count(1);
    await cut(kernel, next);
    kernel.emit(0, "iopub", "stream", { text: "b" });
    const last = server.join(kernel, "s", v1Protocol);
    await last.count(1);
    expect(texts(last)).toEqual(["b"]);
  });

  it("is forgotten when four others have waited for less long", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    await cut(kernel, socket);
    for (const session of ["1", "2", "3", "4"]) {
      const other = server.join(kernel, session, v1Protocol);
      await other.opened;
      await cut(kernel, other);
    }
    expect(kernel.clients).toHaveLength(4);
    expect(kernel.calls).toEqual(["client closed"]);
  });
});

describe("two sockets of one session", () => {
  it("are two clients, and both live", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    const second = server.join(kernel, "s", v1Protocol);
    await second.opened;
    kernel.emit(0, "shell", "execute_reply", { text: "first's" });
    kernel.emit(1, "shell", "execute_reply", { text: "second's" });
    await Promise.all([socket.count(1), second.count(1)]);
    expect([texts(socket), texts(second)]).toEqual([["first's"], ["second's"]]);
  });

  it("leave one that gets the replies for the other, and what is for all once", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    const second = server.join(kernel, "s", v1Protocol);
    await second.opened;
    await cut(kernel, socket);
    kernel.emit(0, "iopub", "stream", { text: "for all" });
    kernel.emit(1, "iopub", "stream", { text: "for all" });
    kernel.emit(0, "shell", "execute_reply", { text: "first's" });
    await second.count(2);
    expect(texts(second)).toEqual(["for all", "first's"]);
  });
});

describe("a client that does not read", () => {
  const count = 200;
  const long = "x".repeat(2 ** 20);
  const messages: readonly WireMessage[] = [
    ...Array.from({ length: count }, (_, index) =>
      createMessage("iopub", "stream", { session: "kernel", content: { name: "stdout", text: `${index} ${long}` } }),
    ),
    createMessage("iopub", "status", { session: "kernel", content: { execution_state: "idle" } }),
  ];

  it("costs bounded memory and nobody else a message, and is told what it lost when it comes back", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    const other = server.join(kernel, "other", v1Protocol);
    await other.opened;
    socket.socket.pause();
    for (const [index, message] of messages.entries()) {
      await Promise.all(kernel.clients.map(async (client) => await client.onMessage(message)));
      // By then it has not read for so long that it is taken for gone.
      if (index === 50) await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    await other.count(count + 1);
    expect(await connections(kernel)).toBe(1);
    const { body } = await server.call("GET", "/metrics");
    const waiting = Number(/^nbproof_waiting_bytes (\d+)$/m.exec(String(body))?.[1]);
    expect(waiting).toBeGreaterThan(100 * 2 ** 20);
    expect(waiting).toBeLessThan(133 * 2 ** 20);

    socket.socket.resume();
    expect(await socket.closed).toBe(1013);
    const next = server.join(kernel, "s", v1Protocol);
    await expect.poll(() => next.frames.at(-1)?.bytes.includes('"idle"'), { timeout: 30_000 }).toBe(true);
    const all = [...texts(socket), ...texts(next)];
    const [notice, last] = all.splice(-2);
    const lost = Number(/^nbproof: (\d+) messages \(\d+\.\d MB\) were lost/.exec(notice ?? "")?.[1]);
    expect(last).toBe("idle");
    expect(all.map((text) => Number.parseInt(text, 10))).toEqual(all.map((_, index) => index));
    expect(all.length + lost).toBe(count);
  });

  it("gets everything when it reads again before that", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    socket.socket.pause();
    for (const message of messages.slice(0, 50)) void kernel.clients[0]?.onMessage(message);
    socket.socket.resume();
    await socket.count(50);
    expect(texts(socket).map((text) => Number.parseInt(text, 10))).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });
});
