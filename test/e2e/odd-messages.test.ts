import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Bridge, startBridge } from "../../src/bridge/bridge.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import type { Observation } from "../../src/model/observation.ts";
import { LessonKernel } from "../../src/run/lesson-kernel.ts";
import { connectServer } from "../../src/client/server.ts";
import { pythonEnvironment } from "./python-environment.ts";

let cwd: string;
let bridge: Bridge;
let kernel: LessonKernel;

beforeAll(async () => {
  cwd = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  const env = { PATH: process.env["PATH"] ?? "" };
  bridge = await startBridge({ provider: createZmqKernels({ env, cwd }), allowEnv: ["*"], env, cwd });
  const name = dirname(dirname(await pythonEnvironment()));
  kernel = await LessonKernel.start(await connectServer(bridge), { name, env: {}, cwd });
});
afterAll(async () => {
  await kernel[Symbol.asyncDispose]();
  await bridge[Symbol.asyncDispose]();
  await rm(cwd, { recursive: true, force: true });
});

async function execute(code: string, outputLimit = 1_000_000): Promise<Observation> {
  return await kernel.execute(code, { timeout: 60_000, outputLimit, input: [] });
}

const define = `
import json
kernel = get_ipython().kernel

def send(kind, content):
    kernel.send_response(kernel.iopub_socket, kind, content)

def send_raw(*parts):
    """Header, parent, metadata and content as they are."""
    session = kernel.session
    kernel.iopub_thread.send_multipart([b"odd", b"<IDS|MSG>", session.sign(list(parts)), *parts])

def part(value):
    return json.dumps(value, default=str).encode()

parent = part(kernel.get_parent()["header"])
header = lambda kind: part(kernel.session.msg_header(kind))`;

const harmless = `
send("display_data", {"data": {"text/plain": "x"}})
send("status", {"execution_state": "thinking"})
send("comm_msg", {"data": {}})
send("comm_open", {})
send("something_new", {"a": 1})
send("error", {"ename": "E", "evalue": "m"})
send_raw(part({"msg_type": "stream"}), parent, b"null", part({"name": "stdout", "text": "y"}))`;

const refused = `
send("stream", {"text": "no name"})
send("clear_output", {})
send_raw(header("stream"), parent, b"{}", b"null")
send_raw(header("display_data"), parent, b"{}", b'{"data": {"application/json": NaN}}')
send_raw(part({}), parent, b"{}", b"{}")
print("done")`;

describe("LessonKernel.execute() on a kernel that sends what the protocol does not know", () => {
  it("takes what is meant, and does not mind what shows nothing", async () => {
    await execute(define);
    const seen = await execute(`parent = part(kernel.get_parent()["header"])${harmless}`);
    expect(seen).toMatchObject({
      ending: { kind: "completed" },
      outputs: [
        { type: "display", mime: { "text/plain": "x" } },
        { type: "error", name: "E", message: "m", traceback: [] },
        { type: "stream", name: "stdout", text: "y" },
      ],
    });
    expect(seen.refused).toBeUndefined();
  });

  it("says in that cell alone what nobody can be shown", async () => {
    const seen = await execute(`parent = part(kernel.get_parent()["header"])${refused}`);
    expect(seen).toMatchObject({
      ending: { kind: "completed" },
      outputs: [{ type: "stream", name: "stdout", text: "done\n" }],
      refused: [
        '"stream" without a name (text: "no name")',
        '"clear_output" without wait',
        '"stream" without content',
        "something that cannot be read",
        "a message without a type",
      ],
    });
    expect((await execute("1")).refused).toBeUndefined();
  });

  it("takes an error with megabytes of traceback for a flood, and keeps little of it", async () => {
    const seen = await execute(`raise ValueError("x" * 5_000_000)`);
    expect(seen.ending).toMatchObject({ kind: "flooded", limit: 1_000_000 });
    expect(JSON.stringify(seen).length).toBeLessThan(100_000);
  });
});
