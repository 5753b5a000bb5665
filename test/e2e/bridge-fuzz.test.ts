import { once } from "node:events";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Arbitrary, constantFrom, json, oneof, record, sample, string, webPath } from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type Bridge, startBridge } from "../../src/bridge/bridge.ts";
import type { KernelProvider } from "../../src/kernel/kernel.ts";
import { createKernels } from "../../src/kernel/kernels.ts";
import { jsonFrames, type OddFrame, v1Frames } from "./odd-frames.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { openSocketClient, printed, type SocketClient } from "./socket-client.ts";

/** By hand 100,000 and 20,000, with a seed of the day. */
const frameCount = Number(process.env["NBPROOF_FUZZ_FRAMES"] ?? 240);
const requestCount = Number(process.env["NBPROOF_FUZZ_REQUESTS"] ?? 150);
const seed = Number(process.env["NBPROOF_FUZZ_SEED"] ?? 15);
const timeout = 120_000 + 30 * frameCount;

let folder: string;
let provider: KernelProvider;
let bridge: Bridge;
const errors: unknown[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  provider = createKernels({ env: process.env, cwd: folder });
  const env = { PATH: "/usr/bin:/bin" };
  bridge = await startBridge({
    provider,
    env,
    allowEnv: ["KERNEL_*"],
    cwd: folder,
    onError: (error) => errors.push(error),
    maxKernels: 4,
  });
});

afterAll(async () => {
  await bridge[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function call(method: string, path: string, body?: string): Promise<Response> {
  // A connection each: one that is kept may be closed for its idleness just when it is used again.
  const headers = { authorization: `token ${bridge.token}`, connection: "close" };
  return await fetch(new URL(path, bridge.url), { method, headers, ...(body !== undefined && { body }) });
}

async function startKernel(name: string): Promise<string> {
  const response = await call("POST", "/api/kernels", JSON.stringify({ name }));
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

/** A client that sends what is no message, and comes back when it is closed for it. */
function oddClient(url: string, protocols: readonly string[]): (frame: OddFrame) => Promise<void> {
  let socket: WebSocket | undefined;
  return async (frame) => {
    if (socket?.readyState !== WebSocket.OPEN) {
      socket = new WebSocket(url.replace("http", "ws"), [...protocols]);
      socket.on("error", () => undefined);
      await once(socket, "open");
    }
    socket.send(frame);
  };
}

/** A third of them for each protocol; the last third are cells. Half of all go to each kernel. */
function frames(arbitrary: Arbitrary<OddFrame>, more: number): readonly OddFrame[] {
  return sample(arbitrary, { numRuns: Math.ceil(frameCount / 6), seed: seed + more });
}

/** Executes a cell whose output has to arrive whole. */
async function check(client: SocketClient, number: number): Promise<void> {
  const before = client.messages.length;
  const id = client.execute(`print(x, ${number}, 'y' * 2000)`);
  // What the odd frames make the kernel print is for all clients too.
  const since = (): SocketClient["messages"] => client.messages.slice(before).filter(({ parent }) => parent === id);
  await expect
    .poll(() => since().some(({ type }) => type === "execute_reply"), { interval: 1, timeout: 60_000 })
    .toBe(true);
  const whole = `42 ${number} ${"y".repeat(2000)}\n`;
  const refused = since().some(({ type, content }) => type === "execute_reply" && content.status === "aborted");
  // As ipykernel does after the error of another client.
  if (refused) return await check(client, number);
  await expect.poll(() => printed(since()), { interval: 1, timeout: 60_000 }).toBe(whole);
}

describe.each(["a ZMQ kernel", "an embedded kernel"])("odd frames to %s", (kind) => {
  it(
    "end nothing and reset nothing: the state is kept, and each output arrives whole",
    async () => {
      const id = await startKernel(kind === "a ZMQ kernel" ? await pythonEnvironment() : "pyodide");
      const url = `${bridge.url}api/kernels/${id}/channels?token=${bridge.token}`;
      const client = await openSocketClient(url);
      client.execute("x = 42");
      await client.first(({ type }) => type === "execute_reply");
      const odd = [oddClient(url, []), oddClient(url, ["v1.kernel.websocket.jupyter.org"])] as const;
      const v1 = frames(v1Frames, 1);
      for (const [number, text] of frames(jsonFrames, 0).entries()) {
        await odd[0](text);
        await odd[1](v1[number] ?? "");
        await check(client, number);
      }
      expect(errors).toEqual([]);
      const { nbproof } = (await (await call("GET", `/api/kernels/${id}`)).json()) as { nbproof?: unknown };
      expect(nbproof).toBeUndefined();
      expect((await call("DELETE", `/api/kernels/${id}`)).status).toBe(204);
    },
    timeout,
  );
});

describe("odd requests", () => {
  it(
    "are answered, and never with an error of ours",
    async () => {
      const id = await startKernel("pyodide");
      const text = oneof(
        json(),
        string(),
        constantFrom("[1]", '"x"', "5", "true", "null", '{"name":{}}', '{"env":[]}'),
      );
      const field = oneof(
        json().map((one): unknown => JSON.parse(one)),
        constantFrom<unknown>("a\0", "\ud800", null),
      );
      const fields = record({ name: field, path: field, type: field, env: field, cwd: field, kernel: field });
      const body = oneof(
        text,
        fields.map((one) => JSON.stringify(one)),
      );
      const path = oneof(
        constantFrom("/api/kernels", "/api/sessions", `/api/kernels/${id}`, "/api/me?permissions=[", "/api/sessions/x"),
        constantFrom(
          "/api/kernelspecs/%2Ftmp%2Fx",
          "/kernelspecs/pyodide/x",
          `/api/kernels/${id}/nothing`,
          "/api/status",
        ),
        webPath().map((one) => `/api${one}`),
      );
      const method = constantFrom("GET", "HEAD", "POST", "PATCH", "OPTIONS", "PUT");
      const requests = record({ method, path, body });
      for (const asked of sample(requests, { numRuns: requestCount, seed: seed + 2 })) {
        const hasBody = asked.method !== "GET" && asked.method !== "HEAD";
        const { status } = await call(asked.method, asked.path, hasBody ? asked.body : undefined);
        expect([asked, status < 500 || status === 501]).toEqual([asked, true]);
      }
      expect(errors).toEqual([]);
      const client = await openSocketClient(`${bridge.url}api/kernels/${id}/channels?token=${bridge.token}`);
      client.execute("x = 42");
      await client.first(({ type }) => type === "execute_reply");
      await check(client, 0);
    },
    timeout,
  );
});
