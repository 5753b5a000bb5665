import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startBridge } from "../../src/bridge/bridge.ts";
import { createPyodideKernels } from "../../src/kernel/pyodide/pyodide-kernels.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import type { RunStep } from "../../src/model/plan.ts";
import { LessonKernel } from "../../src/run/lesson-kernel.ts";
import { runPlan } from "../../src/run/run-plan.ts";
import { connectServer } from "../../src/client/server.ts";
import { SharedExclusiveLock } from "../../src/run/shared-exclusive-lock.ts";
import { pythonEnvironment } from "./python-environment.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** What each step showed when it had run, and once more where something came later: its index and both streams. */
type Shown = readonly (readonly [step: number | undefined, stdout: string, stderr: string, revised?: true])[];

async function run(where: "ipykernel" | "embedded", cells: readonly string[]): Promise<Shown> {
  // The embedded kernel's snapshot is in the cache.
  const env = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" };
  const provider = where === "embedded" ? createPyodideKernels({ env, cwd }) : createZmqKernels({ env, cwd });
  const name = where === "embedded" ? "pyodide" : dirname(dirname(await pythonEnvironment()));
  await using bridge = await startBridge({ provider, allowEnv: ["*"], env, cwd });
  await using kernel = await LessonKernel.start(await connectServer(bridge), { name, env: {}, cwd });
  const plan = cells.map((code, step): RunStep => {
    const action = { kind: "cell", id: "c", role: "code", code, input: [], mayRaise: false } as const;
    return { step, actions: [action], timeout: 30_000, exclusive: false, unmet: [], isolate: "namespace" };
  });
  const shown: (readonly [number | undefined, string, string, true?])[] = [];
  for await (const { run: of, actions, revised } of runPlan(kernel, plan, {
    outputLimit: 1e6,
    lock: new SharedExclusiveLock(),
  })) {
    const outputs = actions.flatMap(({ observations }) => observations.flatMap((seen) => seen.outputs));
    const text = (stream: string): string =>
      outputs.map((output) => (output.type === "stream" && output.name === stream ? output.text : "")).join("");
    const both = [of.step, text("stdout"), text("stderr")] as const;
    shown.push(revised === true ? [...both, true] : both);
  }
  return shown;
}

const task = `
import asyncio

async def work():
    for n in range(3):
        print("task", n)
        await asyncio.sleep(0.05)

print("cell 1")
task = asyncio.create_task(work())`;

const failing = `
import asyncio

async def fail():
    await asyncio.sleep(0.05)
    raise ValueError("of a task")

tasks = [asyncio.create_task(fail())]`;

const collected = `
import gc
print("cell 2")
await asyncio.sleep(0.2)
tasks.clear()
_ = gc.collect()
print("end")`;

/** Holds back the thread that reads what subprocesses write, as a busy machine does now and then. */
const slowReader = `
import os, time
import ipykernel.iostream

class Slow:
    def __getattr__(self, name):
        return getattr(os, name)
    def read(self, file, size):
        data = os.read(file, size)
        time.sleep(0.1)
        return data

ipykernel.iostream.os = Slow()
# The thread is at the read before.
os.system("echo out; echo err >&2")`;

const writes = (command: string): string => `import os\nos.system("${command}")`;

it("gives what a subprocess wrote to its own cell, however late ipykernel reads it", async () => {
  expect(
    await run("ipykernel", [
      slowReader,
      writes("echo one"),
      "print('two')",
      writes("echo three >&2"),
      `${writes("echo four")}\n1 / 0`,
      "5",
    ]),
  ).toEqual([
    [0, "out\n", "err\n"],
    [1, "one\n", ""],
    [2, "two\n", ""],
    [3, "", "three\n"],
    [4, "four\n", ""],
    [5, "", ""],
  ]);
});

it("shows a cell nothing of how it waits for that", async () => {
  const listening = `
import os, select, sys, threading

seen = []
listens = False

def note(name):
    if listens and threading.current_thread() is threading.main_thread():
        seen.append(name)

def put(module, name):
    real = getattr(module, name)
    def noted(*rest, **named):
        note(name)
        return real(*rest, **named)
    setattr(module, name, noted)

# ipykernel sleeps by itself when a cell has ended.
for module, names in (os, ["open", "read", "pread", "close"]), (select, ["poll"]):
    for name in names:
        put(module, name)
sys.addaudithook(lambda event, args: event == "open" and note(event))
listens = True`;
  const shown = await run("ipykernel", [
    slowReader,
    listening,
    "os.system('echo out')",
    "listens = False\nprint(seen)",
  ]);
  expect(shown.slice(2)).toEqual([
    [2, "out\n", ""],
    [3, "[]\n", ""],
  ]);
});

it("waits no longer than half a second for one that does not stop writing", async () => {
  const endless = 'import subprocess\nwriter = subprocess.Popen(["yes"])';
  const shown = await run("ipykernel", [endless, "print('next')", "writer.kill(); writer.wait()", "print('end')"]);
  expect(shown.map(([step]) => step)).toEqual(expect.arrayContaining([0, 1, 2, 3]));
});

describe.each(["ipykernel", "embedded"] as const)("runPlan() on %s", (where) => {
  it("gives what a task prints later to the cell that began it", async () => {
    const shown = await run(where, [task, "print('cell 2')\nawait task\nprint('end')", "print('cell 3')"]);
    expect(shown.at(-1)).toEqual([0, "cell 1\ntask 0\ntask 1\ntask 2\n", "", true]);
    expect(shown.slice(1, -1)).toEqual([
      [1, "cell 2\nend\n", ""],
      [2, "cell 3\n", ""],
    ]);
  });

  it("shows the exception of a task that nobody awaits", async () => {
    const shown = await run(where, [failing, collected]);
    const told = shown.map(([, , stderr]) => stderr).join("");
    expect(told).toContain("ValueError: of a task");
  });
});

describe("runPlan() on ipykernel", () => {
  it("shows the exception of a thread", async () => {
    const raise = `
import threading, time

def fail():
    time.sleep(0.1)
    raise ValueError("of a thread")

thread = threading.Thread(target=fail)
thread.start()`;
    const shown = await run("ipykernel", [raise, "thread.join()", "print('cell 3')"]);
    expect(shown.map(([, , stderr]) => stderr).join("")).toContain("ValueError: of a thread");
  });
});
