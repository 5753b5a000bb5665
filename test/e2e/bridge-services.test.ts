import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KernelAPI, KernelConnection, type Kernel, type KernelMessage, ServerConnection } from "@jupyterlab/services";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startBridge, type Bridge } from "../../src/bridge/bridge.ts";
import type { KernelProvider } from "../../src/kernel/kernel.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import { pythonEnvironment } from "./python-environment.ts";

let folder: string;
let provider: KernelProvider;
let bridge: Bridge;
let serverSettings: ServerConnection.ISettings;
let model: Kernel.IModel;
let kernel: KernelConnection;

beforeEach(async () => {
  for (const method of ["debug", "warn", "error"] as const) vi.spyOn(console, method).mockReturnValue();
  folder = await mkdtemp(join(tmpdir(), "nbproof-services-"));
  provider = createZmqKernels({ env: {}, cwd: "/" });
  const env = { PATH: "/usr/bin:/bin", IPYTHONDIR: join(folder, "ipython") };
  bridge = await startBridge({ provider, allowEnv: ["*"], env, cwd: tmpdir() });
  const { url, token } = bridge;
  serverSettings = ServerConnection.makeSettings({
    baseUrl: url,
    wsUrl: url.replace("http", "ws"),
    token,
    appendToken: true,
  });
  model = await KernelAPI.startNew({ name: await pythonEnvironment() }, serverSettings);
  kernel = new KernelConnection({ model, serverSettings });
});

afterEach(async () => {
  kernel.dispose();
  await bridge[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
  vi.restoreAllMocks();
});

interface Shown {
  readonly text: string;
  readonly status: string;
}

async function run(code: string, answer?: string): Promise<Shown> {
  const future = kernel.requestExecute({ code, allow_stdin: answer !== undefined });
  const texts: string[] = [];
  future.onIOPub = (message) => {
    if (isStream(message)) texts.push(message.content.text);
  };
  future.onStdin = (message) => {
    future.sendInputReply(
      { status: "ok", value: answer ?? "" },
      message.header as KernelMessage.IHeader<"input_request">,
    );
  };
  const reply = await future.done;
  return { text: texts.join(""), status: reply.content.status };
}

function isStream(message: KernelMessage.IMessage): message is KernelMessage.IStreamMsg {
  return message.header.msg_type === "stream";
}

describe("KernelConnection of @jupyterlab/services", () => {
  it("executes at once and loses no first output", async () => {
    expect(await run("print('first')")).toEqual({ text: "first\n", status: "ok" });
    expect(await run("1 / 0")).toEqual({ text: "", status: "error" });
  });

  it("answers input()", async () => {
    expect(await run("print('Hello', input('Name? '))", "Ada")).toEqual({ text: "Hello Ada\n", status: "ok" });
  });

  it("interrupts", async () => {
    const done = run("print('begun', flush=True)\nwhile True: pass");
    await new Promise<void>((resolve) => {
      kernel.iopubMessage.connect((_, message) => isStream(message) && resolve());
    });
    await kernel.interrupt();
    expect(await done).toEqual({ text: "begun\n", status: "error" });
  });

  it("restarts, and goes on in the same connection", async () => {
    await run("kept = 1");
    await kernel.restart();
    expect(await run("print('kept' in dir())")).toEqual({ text: "False\n", status: "ok" });
  });

  it("gets all that a dying cell had shown, is told of the death, and goes on", async () => {
    const statuses: string[] = [];
    kernel.statusChanged.connect((_, status) => statuses.push(status));
    const texts: string[] = [];
    kernel.iopubMessage.connect((_, message) => isStream(message) && texts.push(message.content.text));
    const died = run("import os, time\nfor i in range(3): print(i, flush=True)\ntime.sleep(1); os._exit(3)");
    await expect(died).rejects.toThrow("Canceled future");
    expect(texts).toEqual(["0\n", "1\n", "2\n"]);
    expect(await run("print('again')")).toEqual({ text: "again\n", status: "ok" });
    expect(statuses).toContain("autorestarting");
    expect(await KernelAPI.getKernelModel(model.id, serverSettings)).toMatchObject({
      execution_state: "idle",
      nbproof: { exit: 3 },
    });
  });

  it("shuts down", async () => {
    await kernel.shutdown();
    expect(await KernelAPI.listRunning(serverSettings)).toEqual([]);
  });

  it("gets a long output in short messages", async () => {
    const lengths: number[] = [];
    kernel.iopubMessage.connect((_, message) => isStream(message) && lengths.push(message.content.text.length));
    await run("print('é' * 3_000_000)");
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(3_000_001);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2 ** 20);
  });
});
