import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMessage } from "../../src/kernel/create-message.ts";
import type { Kernel, KernelProvider } from "../../src/kernel/kernel.ts";
import { createPyodideKernels } from "../../src/kernel/pyodide/pyodide-kernels.ts";
import { recordedClient, type RecordedClient, statesIn } from "../kernel/recorded-client.ts";

let folder: string;
let provider: KernelProvider;
let kernel: Kernel;
let client: RecordedClient;

beforeAll(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  provider = createPyodideKernels({ env: process.env, cwd: import.meta.dirname });
  kernel = await provider.start("pyodide", { cwd: folder, env: {} });
  client = await recordedClient(kernel);
  await client.run("x = 42");
});

afterAll(async () => {
  await provider[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function send(
  type: string,
  content: Record<string, unknown>,
  {
    channel = "shell",
    metadata = {},
  }: { readonly channel?: "shell" | "control" | "stdin"; readonly metadata?: object } = {},
  ...buffers: readonly Uint8Array[]
): Promise<string> {
  const { parts } = createMessage(channel, type, { session: "test", content });
  const [header = new Uint8Array(), parent = new Uint8Array(), , body = new Uint8Array()] = parts;
  await client.client.send({
    channel,
    parts: [header, parent, Buffer.from(JSON.stringify(metadata)), body, ...buffers],
  });
  return (JSON.parse(Buffer.from(header).toString()) as { msg_id: string }).msg_id;
}

describe("an embedded kernel", () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["no code", "execute_request", {}],
    ["code that is null", "execute_request", { code: null }],
    ["code that is a list", "execute_request", { code: ["1"] }],
    ["code with half a character", "execute_request", { code: "'\ud800'" }],
    ["user_expressions that are a list", "execute_request", { code: "1", user_expressions: [1] }],
    ["completion of nothing", "complete_request", {}],
    ["completion of a number", "complete_request", { code: 1, cursor_pos: "x" }],
    ["inspection of nothing", "inspect_request", {}],
    ["is_complete of null", "is_complete_request", { code: null }],
    ["history of an unknown kind", "history_request", { hist_access_type: 5, range: true }],
    ["comm_info of a list", "comm_info_request", { target_name: [] }],
  ])("answers a request with %s, and keeps its state", async (_, type, content) => {
    const id = await send(type, content);
    await client.find(({ parent, type: kind }) => parent === id && kind === type.replace("_request", "_reply"));
    expect(await client.shown("print(x)")).toBe("42\n");
  });

  it.each<[string, "shell" | "control" | "stdin", string, Record<string, unknown>]>([
    ["a comm_open of nothing", "shell", "comm_open", {}],
    ["a comm_msg of an unknown comm", "shell", "comm_msg", { comm_id: [] }],
    ["a request that there is not", "control", "__class__", {}],
    ["an answer to no question, with its own toString", "stdin", "input_reply", { value: { toString: 1 } }],
  ])("outlives %s", async (_, channel, type, content) => {
    await send(type, content, { channel });
    expect(await client.shown("print(x)")).toBe("42\n");
  });

  it("outlives metadata of any kind", async () => {
    await send("execute_request", { code: "1" }, { metadata: { cellId: { a: [1] } } });
    expect(await client.shown("print(x)")).toBe("42\n");
  });

  it("gets an answer that is no text as it was written", async () => {
    const id = await client.execute("print(input())");
    await client.find(({ type, parent }) => type === "input_request" && parent === id);
    await send("input_reply", { value: { toString: 1 } }, { channel: "stdin" });
    const { content } = await client.find(({ type, parent }) => type === "stream" && parent === id);
    expect(content["text"]).toBe('{"toString":1}\n');
  });

  it("gets the buffers of a comm", async () => {
    const register = "comm.get_comm_manager().register_target('t', lambda c, m: c.on_msg(lambda m: got.append(m)))";
    await client.run(`import comm\ngot = []\n${register}`);
    await send("comm_open", { comm_id: "c", target_name: "t", data: {} });
    await send("comm_msg", { comm_id: "c", data: {} }, {}, Buffer.from("bytes"), Buffer.from([1]));
    expect(await client.shown("print([bytes(one) for one in got[0]['buffers']])")).toBe("[b'bytes', b'\\x01']\n");
  });

  it("takes back what a client that is gone had sent while it was busy", async () => {
    const other = await recordedClient(kernel);
    const busy = await client.begin("import time\ntime.sleep(600)");
    const content = { code: "x = 'changed by one who is gone'", silent: false };
    const sent = other.client.send(createMessage("shell", "execute_request", { session: "test", content }));
    await other.client[Symbol.asyncDispose]();
    await sent;
    await kernel.interrupt();
    expect(await client.errorOf(busy)).toBe("KeyboardInterrupt");
    expect(await client.shown("print(x)")).toBe("42\n");
  });

  it("goes on when a task beside a cell is interrupted", async () => {
    const beside =
      "async def beside():\n    while True:\n        await asyncio.sleep(0)\ntask = asyncio.ensure_future(beside())";
    // In a cell of its own: an interrupt could come before the task has its name.
    await client.run(`import asyncio\n${beside}`);
    const id = await client.begin("await asyncio.sleep(600)");
    await kernel.interrupt();
    expect(["KeyboardInterrupt", "CancelledError"]).toContain(await client.errorOf(id));
    expect(await client.shown("_ = task.cancel()\nprint(x)")).toBe("42\n");
    expect(kernel.lastExit).toBeUndefined();
  });

  it("comes back when a client has it shut down, and tells the others", async () => {
    await using other = await recordedClient(kernel);
    await send("shutdown_request", { restart: false }, { channel: "control" });
    await other.find(({ content }) => content["execution_state"] === "restarting");
    expect(await other.shown("print('back')")).toBe("back\n");
    expect(statesIn(other.seen)).toContain("restarting");
    expect(other.seen.map(({ type }) => type)).toContain("shutdown_reply");
    expect(kernel.lastExit).toEqual({ exitCode: 0 });
    await kernel.restart();
    expect(await other.shown("print('again')")).toBe("again\n");
  });
});
