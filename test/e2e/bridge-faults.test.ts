import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KernelConnection, ServerConnection } from "@jupyterlab/services";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Bridge, startBridge } from "../../src/bridge/bridge.ts";
import { createMessage } from "../../src/kernel/create-message.ts";
import type { KernelProvider } from "../../src/kernel/kernel.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import { startCuttableProxy } from "./cuttable-proxy.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { isIdle, isReply, openSocketClient, printed, type SocketClient } from "./socket-client.ts";

/** Seconds of the floods: 10 in the soak test. */
const seconds = Number(process.env["NBPROOF_FLOOD_SECONDS"] ?? 2);

let folder: string;
let provider: KernelProvider;
let bridge: Bridge;
let id: string;

beforeEach(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  provider = createZmqKernels({ env: {}, cwd: "/" });
  const env = { PATH: "/usr/bin:/bin", IPYTHONDIR: join(folder, "ipython") };
  bridge = await startBridge({ provider, env, allowEnv: [], cwd: folder });
  const response = await call("POST", "/api/kernels", { name: await pythonEnvironment() });
  ({ id } = (await response.json()) as { id: string });
});

afterEach(async () => {
  await bridge[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Model {
  readonly execution_state: string;
  readonly connections: number;
  readonly nbproof?: { readonly exit?: number; readonly signal?: string; readonly stderrTail?: string };
}

async function call(method: string, path: string, body?: object): Promise<Response> {
  const headers = { authorization: `token ${bridge.token}` };
  return await fetch(new URL(path, bridge.url), { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

async function model(): Promise<Model> {
  return (await (await call("GET", `/api/kernels/${id}`)).json()) as Model;
}

async function open(session = "s"): Promise<SocketClient> {
  return await openSocketClient(`${bridge.url}api/kernels/${id}/channels?session_id=${session}&token=${bridge.token}`);
}

describe("a kernel that dies", () => {
  // ipykernel reads its own stderr, and passes it on a moment later.
  const signals =
    "import os, signal, sys, time; print('last words', file=sys.__stderr__, flush=True); time.sleep(0.3);";

  it.each([
    ["SIGKILL while a cell runs", `${signals} os.kill(os.getpid(), signal.SIGKILL)`, { signal: "SIGKILL" }],
    ["SIGSEGV while a cell runs", `${signals} os.kill(os.getpid(), signal.SIGSEGV)`, { signal: "SIGSEGV" }],
    ["exit code 3 while a cell runs", `${signals} os._exit(3)`, { exit: 3 }],
    [
      "SIGKILL while it is idle",
      `${signals} import threading; threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGKILL]).start()`,
      { signal: "SIGKILL" },
    ],
    [
      "SIGSEGV while it is idle",
      `${signals} import threading; threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGSEGV]).start()`,
      { signal: "SIGSEGV" },
    ],
    [
      "exit code 3 while it is idle",
      `${signals} import threading; threading.Timer(0.3, os._exit, [3]).start()`,
      { exit: 3 },
    ],
  ])("of %s is replaced, tells its clients and leaves its last words in the model", async (_, code, death) => {
    const client = await open();
    client.execute("print('before')");
    await client.first(isReply);
    client.execute(code);
    await client.first(({ content }) => content.execution_state === "restarting");
    await expect.poll(async () => (await model()).execution_state, { timeout: 20_000 }).toBe("idle");
    const { nbproof } = await model();
    expect(nbproof).toMatchObject(death);
    expect(nbproof?.stderrTail).toContain("last words");
    client.execute("print('after')");
    await client.first(({ content }) => content.text === "after\n");
  });
});

describe("a socket that is cut in the middle of a cell", () => {
  it("loses nothing for @jupyterlab/services, which comes back by itself", async () => {
    for (const method of ["debug", "warn", "error"] as const) vi.spyOn(console, method).mockReturnValue();
    await using proxy = await startCuttableProxy(bridge.url);
    const { url } = proxy;
    const serverSettings = ServerConnection.makeSettings({
      baseUrl: url,
      wsUrl: url.replace("http", "ws"),
      token: bridge.token,
      appendToken: true,
    });
    const kernel = new KernelConnection({ model: { id, name: "python3" }, serverSettings });
    try {
      await kernel.info;
      const code = `import os, time\nprint('begun')\nwhile not os.path.exists(${JSON.stringify(join(folder, "go"))}): time.sleep(0.01)\nfor n in range(200): print(n)`;
      const future = kernel.requestExecute({ code });
      const texts: string[] = [];
      const begun = new Promise<void>((resolve) => {
        future.onIOPub = ({ content }) => {
          if ("text" in content) texts.push(String(content.text));
          if (texts.length > 0) resolve();
        };
      });
      await begun;
      proxy.cut();
      await expect.poll(async () => (await model()).connections).toBe(0);
      await writeFile(join(folder, "go"), "");
      await expect.poll(async () => (await model()).execution_state, { timeout: 20_000 }).toBe("idle");
      proxy.mend();
      expect(await future.done).toMatchObject({ content: { status: "ok" } });
      expect(texts.join("")).toBe(["begun", ...Array.from({ length: 200 }, (_, n) => n), ""].join("\n"));
    } finally {
      kernel.dispose();
      vi.restoreAllMocks();
    }
  });
});

describe("a client that never reads", () => {
  it("neither holds back the others nor grows without bound, and is told what it lost", async () => {
    const [idle, reading] = [await open("idle"), await open("reading")];
    idle.socket.pause();
    // It has not read for so long by then that it is taken for gone.
    const pause = "if n == 20: time.sleep(1.5)";
    reading.execute(`import time\nfor n in range(200):\n  print(f'{n:06}', 'x' * 999_992)\n  ${pause}`);
    await reading.first(isReply);
    await reading.first((message) => isIdle(message) && printed(reading.messages).length === 200_000_000);
    const metrics = await (await call("GET", "/metrics")).text();
    expect(Number(/^nbproof_waiting_bytes (\d+)$/m.exec(metrics)?.[1])).toBeLessThan(133 * 2 ** 20);
    idle.socket.resume();
    expect(await new Promise((resolve) => idle.socket.once("close", resolve))).toBe(1013);
    const back = await open("idle");
    const { content } = await back.first(({ content: { text } }) => text?.startsWith("nbproof: ") === true);
    expect(content.text).toMatch(
      /^nbproof: \d+ messages \(\d+\.\d MB\) were lost, since this client did not read them\n$/,
    );
  });
});

describe("a flood", () => {
  it("of as many messages as ipykernel can send arrives whole", async () => {
    const client = await open();
    // Unlike what is printed, each is a message of its own, and nothing waits for it.
    const send = "publish_display_data({'text/plain': str(n)}); n += 1";
    const until = `end, n = time.monotonic() + ${seconds}, 0\nwhile time.monotonic() < end: ${send}`;
    client.execute(`import time\nfrom IPython.display import publish_display_data\n${until}\nprint(n)`);
    const { content } = await client.first(({ type }) => type === "stream");
    const numbers = client.messages.flatMap(({ content: { data } }) => (data ? [data["text/plain"]] : []));
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers).toEqual(Array.from({ length: Number(content.text) }, (_, n) => String(n)));
  });
});

describe("a message of 64 MB", () => {
  it("reaches the kernel", async () => {
    const client = await open();
    client.execute(
      "get_ipython().kernel.comm_manager.register_target('t', lambda comm, message: print(len(message['buffers'][0])))",
    );
    await client.first(isReply);
    const content = { comm_id: "1", target_name: "t", data: {} };
    const { channel, parts } = createMessage("shell", "comm_open", { session: "test", content });
    client.send({ channel, parts: [...parts, Buffer.alloc(64_000_000)] });
    expect(await client.first(({ type }) => type === "stream")).toMatchObject({ content: { text: "64000000\n" } });
  });
});
