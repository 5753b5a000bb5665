import { request } from "node:http";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { encodeV1 } from "../../src/bridge/v1-protocol.ts";
import { createMessage } from "../../src/kernel/create-message.ts";
import { createGate } from "../kernel/gate.ts";
import { openBridge, v1Protocol } from "./open-bridge.ts";

const notebook = { type: "notebook", kernel: { name: "python3" } };

describe("the caps", () => {
  it("on WebSockets, to one kernel and in all, are told with 503, and free again when others leave", async () => {
    await using server = await openBridge({ maxSockets: 4 });
    const { kernel, socket } = await server.connect();
    await expect(server.join(kernel, "b").opened).rejects.toThrow("503");
    for (let count = 0; count < 3; count += 1) await server.connect();
    await server.call("POST", "/api/kernels");
    const fifth = server.kernels.at(-1) ?? kernel;
    await expect(server.join(fifth, "a").opened).rejects.toThrow("503");
    socket.socket.close();
    await socket.closed;
    await expect
      .poll(async () => (await server.join(fifth, "a").opened.catch(() => undefined)) !== undefined)
      .toBe(true);
  });

  it("on sessions are told with 403", async () => {
    await using server = await openBridge({ maxSessions: 1 });
    expect((await server.call("POST", "/api/sessions", { ...notebook, path: "a" })).status).toBe(201);
    expect(await server.call("POST", "/api/sessions", { ...notebook, path: "b" })).toMatchObject({
      status: 403,
      body: { message: "No more than 1 sessions may be here at a time; delete one first" },
    });
    expect((await server.call("POST", "/api/sessions", { ...notebook, path: "a" })).status).toBe(201);
    expect(server.kernels).toHaveLength(1);
  });

  it("on a message that is text, and on what one client has sent and its kernel not taken, close its socket", async () => {
    await using server = await openBridge();
    const { kernel, socket } = await server.connect();
    socket.socket.send(`{"header":{"msg_id":"1","msg_type":"x"},"content":{"a":"${"x".repeat(16 * 2 ** 20)}"}}`);
    expect(await socket.closed).toBe(1009);
    const flood = server.join(kernel, "flood", v1Protocol);
    await flood.opened;
    const done = kernel.takeNothing();
    const { channel, parts } = createMessage("shell", "comm_msg", { session: "client", content: {} });
    const message = encodeV1({ channel, parts: [...parts, Buffer.alloc(60 * 2 ** 20)] });
    for (let count = 0; count < 3; count += 1) flood.socket.send(message);
    expect(await flood.closed).toBe(1013);
    expect((await server.call("GET", "/metrics")).body).toContain("\nnbproof_incoming_bytes 0\n");
    done();
  });
});

describe("TCP connections beyond the limit", () => {
  it("of clients without a token keep out nobody who has it, and end nothing of theirs", async () => {
    await using server = await openBridge({ maxSockets: 8 });
    const { kernel, socket } = await server.connect();
    const { hostname, port } = new URL(server.bridge.url);
    const strangers: Socket[] = [];
    let ended = 0;
    // More than 508, and no more at once than a system lets wait.
    for (let round = 0; round < 6; round += 1) {
      const more = Array.from({ length: 100 }, () => connect({ host: hostname, port: Number(port) }));
      for (const stranger of more) stranger.on("close", () => (ended += 1)).on("error", () => undefined);
      await Promise.all(more.map((stranger) => Promise.race([once(stranger, "connect"), once(stranger, "close")])));
      strangers.push(...more);
    }
    await expect.poll(() => ended).toBeGreaterThan(90);
    expect((await server.call("GET", "/api")).status).toBe(200);
    await server.join(kernel, "another").opened;
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    for (const stranger of strangers) stranger.destroy();
  });
});

describe("a start whose client left", () => {
  it.each(["/api/kernels", "/api/sessions"])("is ended: POST %s", async (path) => {
    await using server = await openBridge();
    const gate = createGate();
    server.provider.starting = gate.opened;
    const headers = { authorization: `token ${server.bridge.token}` };
    const sent = request(new URL(path, server.bridge.url), { method: "POST", headers });
    sent.on("error", () => undefined);
    sent.end(JSON.stringify({ ...notebook, path: "a" }));
    await expect.poll(() => server.kernels).toHaveLength(1);
    sent.destroy();
    await expect.poll(() => server.kernels[0]?.start.signal?.aborted).toBe(true);
    gate.open();
    await expect.poll(() => server.kernels[0]?.calls).toEqual(["shutdown"]);
    expect((await server.call("GET", "/api/kernels")).body).toEqual([]);
  });

  it("goes on where another client waits for the same session", async () => {
    await using server = await openBridge();
    const gate = createGate();
    server.provider.starting = gate.opened;
    const headers = { authorization: `token ${server.bridge.token}` };
    const sent = request(new URL("/api/sessions", server.bridge.url), { method: "POST", headers });
    sent.on("error", () => undefined);
    sent.end(JSON.stringify({ ...notebook, path: "a" }));
    await expect.poll(() => server.kernels).toHaveLength(1);
    const other = server.call("POST", "/api/sessions", { ...notebook, path: "a" });
    await server.call("GET", "/api");
    sent.destroy();
    await server.call("GET", "/api");
    gate.open();
    expect((await other).status).toBe(201);
    expect(server.kernels.map(({ calls }) => calls)).toEqual([[]]);
  });
});
