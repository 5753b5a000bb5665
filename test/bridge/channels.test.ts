import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodeJson } from "../../src/bridge/json-protocol.ts";
import { decodeV1, encodeV1 } from "../../src/bridge/v1-protocol.ts";
import { createMessage } from "../../src/kernel/create-message.ts";
import { createGate } from "../kernel/gate.ts";
import { openBridge, v1Protocol, type TestBridge } from "./open-bridge.ts";

let server: TestBridge;

beforeEach(async () => {
  server = await openBridge();
});

afterEach(() => server[Symbol.asyncDispose]());

const message = createMessage("shell", "execute_request", { session: "client", content: { code: "1" } });

const header = { msg_id: "1", msg_type: "x" };

describe("WebSocket /api/kernels/:id/channels", () => {
  it("carries messages both ways, byte for byte, in the v1 protocol", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    expect(socket.socket.protocol).toBe(v1Protocol);
    kernel.emit(0, "iopub", "stream", { text: "é" }, Buffer.from([1, 2]));
    await socket.count(1);
    const received = decodeV1(socket.frames[0]?.bytes ?? Buffer.alloc(0));
    expect(received?.parts.slice(3)).toEqual([Buffer.from('{"text":"é"}'), Buffer.from([1, 2])]);

    socket.socket.send(encodeV1({ ...message, parts: [...message.parts, Buffer.from([3])] }));
    await expect
      .poll(() => kernel.received)
      .toEqual([{ channel: "shell", parts: [...message.parts, Buffer.from([3])] }]);
  });

  it("speaks JSON text where no protocol is asked for, and says what it leaves out", async () => {
    const { kernel, socket } = await server.connect();
    expect(socket.socket.protocol).toBe("");
    kernel.emit(0, "iopub", "status", { execution_state: "idle" });
    kernel.emit(0, "iopub", "comm_msg", {}, Buffer.from([1, 2]));
    await socket.count(2);
    expect(socket.frames.map(({ isBinary }) => isBinary)).toEqual([false, false]);
    expect(socket.frames.map(({ bytes }) => JSON.parse(String(bytes)) as unknown)).toMatchObject([
      { channel: "iopub", msg_type: "status", content: { execution_state: "idle" } },
      { channel: "iopub", msg_type: "comm_msg", buffers: [], dropped_buffers: [2] },
    ]);

    socket.socket.send(JSON.stringify({ channel: "control", header, content: { a: 1 } }));
    const parts = [JSON.stringify(header), "{}", "{}", '{"a":1}'].map((text) => Buffer.from(text));
    await expect.poll(() => kernel.received).toEqual([{ channel: "control", parts }]);
  });

  it("sends buffers in binary frames to a JSON client that has sent one", async () => {
    const { kernel, socket } = await server.connect();
    const text = JSON.stringify({ channel: "shell", header });
    socket.socket.send(Buffer.concat([Buffer.from([0, 0, 0, 1, 0, 0, 0, 8]), Buffer.from(text)]));
    await expect.poll(() => kernel.received.length).toBe(1);
    kernel.emit(0, "iopub", "comm_msg", {}, Buffer.from([1, 2]));
    await socket.count(1);
    expect(socket.frames[0]?.isBinary).toBe(true);
    expect(decodeJson(socket.frames[0]?.bytes ?? Buffer.alloc(0))?.parts[4]).toEqual(Buffer.from([1, 2]));
  });

  it("is a client of its own, whatever its session_id", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    const other = server.open(
      `/api/kernels/${kernel.id}/channels?session_id=s&token=${server.bridge.token}`,
      v1Protocol,
    );
    await other.opened;
    expect((await server.call("GET", `/api/kernels/${kernel.id}`)).body).toMatchObject({ connections: 2 });
    kernel.emit(1, "shell", "execute_reply", {});
    await other.count(1);
    expect(socket.frames).toEqual([]);
  });

  it("opens only when the kernel lets clients in", async () => {
    const { kernel } = await server.connect(v1Protocol);
    const gate = createGate();
    kernel.ready = gate.opened;
    const socket = server.open(`/api/kernels/${kernel.id}/channels?token=${server.bridge.token}`, v1Protocol);
    await server.call("GET", "/api");
    expect(socket.socket.readyState).toBe(socket.socket.CONNECTING);
    gate.open();
    await socket.opened;
  });

  it("loses nothing that comes as it opens", async () => {
    const { kernel } = await server.connect(v1Protocol);
    const connect = kernel.connect.bind(kernel);
    kernel.connect = async (events) => {
      const client = await connect(events);
      kernel.emit(1, "iopub", "status", { execution_state: "idle" });
      return client;
    };
    const socket = server.open(`/api/kernels/${kernel.id}/channels?token=${server.bridge.token}`, v1Protocol);
    await socket.count(1);
    expect(String(decodeV1(socket.frames[0]?.bytes ?? Buffer.alloc(0))?.parts[3])).toBe('{"execution_state":"idle"}');
  });

  it("closes its client with itself, where no session can come back for it", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    socket.socket.close();
    const other = server.join(kernel);
    await other.opened;
    other.socket.close();
    await expect.poll(() => kernel.calls).toEqual(["client closed"]);
    expect((await server.call("GET", `/api/kernels/${kernel.id}`)).body).toMatchObject({ connections: 0 });
  });

  it.each([
    ["text in the v1 protocol", v1Protocol, "hello"],
    ["bytes that are no v1 message", v1Protocol, Buffer.alloc(200, 255)],
    ["what is not JSON", undefined, "{"],
    ["JSON without a header", undefined, '{"channel":"shell"}'],
    ["a channel that there is not", undefined, '{"channel":"heartbeat","header":{}}'],
    ["the channel that is the kernel's alone", undefined, '{"channel":"iopub","header":{}}'],
    ["bytes that are no JSON with buffers", undefined, Buffer.from([0, 0, 0, 9, 1])],
  ])("is closed for %s, and the kernel sees nothing of it", async (_, protocol, frame) => {
    const { kernel, socket } = await server.connect(protocol);
    socket.socket.send(frame);
    expect(await socket.closed).toBe(1007);
    expect(kernel.received).toEqual([]);
  });

  it("takes a message of 64 MiB, and is closed for one beyond 128", async () => {
    const { kernel, socket } = await server.connect(v1Protocol);
    socket.socket.send(long(64));
    await expect.poll(() => kernel.received[0]?.parts[4]?.length, { timeout: 30_000 }).toBe(2 ** 26);
    socket.socket.send(long(128));
    expect(await socket.closed).toBe(1009);
  });

  it.each([
    ["without a token", "channels", 403],
    ["with a wrong token", "channels?token=x", 403],
    ["at another path", "chanels?token=TOKEN", 404],
  ])("is refused %s", async (_, end, status) => {
    const { kernel } = await server.connect();
    expect(await upgrade(`/api/kernels/${kernel.id}/${end.replace("TOKEN", server.bridge.token)}`)).toBe(status);
  });

  it("is refused for a kernel that is unknown or dead", async () => {
    const { kernel } = await server.connect();
    kernel.state = "dead";
    expect(await upgrade(`/api/kernels/1234/channels?token=${server.bridge.token}`)).toBe(404);
    expect(await upgrade(`/api/kernels/${kernel.id}/channels?token=${server.bridge.token}`)).toBe(409);
  });
});

function long(mebibytes: number): Buffer {
  return encodeV1({ ...message, parts: [...message.parts, Buffer.alloc(mebibytes * 2 ** 20)] });
}

/** The status that an attempt to open a WebSocket is refused with. */
function upgrade(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "MDEyMzQ1Njc4OWFiY2RlZg==",
    };
    const attempt = request(new URL(path, server.bridge.url), { headers });
    attempt.once("response", ({ statusCode }) => resolve(statusCode));
    attempt.once("upgrade", () => reject(new Error("It was opened")));
    attempt.once("error", reject);
    attempt.end();
  });
}
