import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMessage } from "../../src/kernel/create-message.ts";
import type { Kernel, KernelProvider } from "../../src/kernel/kernel.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import { recordedClient, statesIn, type RecordedClient } from "../kernel/recorded-client.ts";
import { pythonEnvironment } from "./python-environment.ts";

let folder: string;
let provider: KernelProvider;
let kernel: Kernel;
let client: RecordedClient;

// One for all: its fork server, once it is there, gives a kernel in no time.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-e2e-"));
  await mkdir(join(folder, "run"));
  provider = createZmqKernels({ env: { XDG_RUNTIME_DIR: join(folder, "run") }, cwd: folder });
});

beforeEach(async () => {
  kernel = await provider.start(await pythonEnvironment(), {
    cwd: folder,
    env: { PATH: "/usr/bin:/bin", IPYTHONDIR: join(folder, "ipython") },
  });
  client = await recordedClient(kernel);
});

afterEach(() => kernel.shutdown());

afterAll(async () => {
  await provider[Symbol.asyncDispose]();
  const leftovers = await readdir(join(folder, "run"));
  await rm(folder, { recursive: true });
  expect(leftovers).toEqual([]);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("a real kernel", () => {
  it("executes, and numbers its first cell 1", async () => {
    const id = await client.execute("print('hello'); 1 + 1");
    const result = await client.find(({ type }) => type === "execute_result");
    expect(result).toMatchObject({ channel: "iopub", parent: id, content: { execution_count: 1 } });
    expect(await client.shown("print(_, [name for name in dir() if not name.startswith('_')])")).toBe(
      "2 ['In', 'Out', 'exit', 'get_ipython', 'open', 'quit']\n",
    );
  });

  it("runs in the environment that it is given and no other", async () => {
    const names = await client.shown("import os; print(*sorted(os.environ), os.getcwd())");
    expect(names).toContain("IPYTHONDIR");
    expect(names).toContain(folder);
    expect(names).not.toMatch(/\b(PWD|OLDPWD|SHLVL|HOME|VIRTUAL_ENV|NODE_\w+)\b/);
  });

  it("asks on stdin and takes the answer", async () => {
    const id = await client.execute("print('Hello', input('Name? '))");
    const question = await client.find(({ type }) => type === "input_request");
    expect(question).toMatchObject({ channel: "stdin", parent: id, content: { prompt: "Name? ", password: false } });
    await client.client.send(createMessage("stdin", "input_reply", { session: "test", content: { value: "Ada" } }));
    const greeting = await client.find(({ type }) => type === "stream");
    expect(greeting.content["text"]).toBe("Hello Ada\n");
  });

  it.each([
    ["a loop", "while True: pass", "KeyboardInterrupt"],
    ["a sleep", "import time; time.sleep(1000)", "KeyboardInterrupt"],
    [
      "an await",
      "import asyncio; await asyncio.sleep(1000)",
      expect.stringMatching(/KeyboardInterrupt|CancelledError/),
    ],
    ["a child process", "import subprocess; subprocess.run(['sleep', '1000'])", "KeyboardInterrupt"],
  ])("is interrupted in %s", async (_, code, name) => {
    const id = await client.begin(code);
    await kernel.interrupt();
    expect(await client.errorOf(id)).toEqual(name);
    expect(await client.shown("print('alive')")).toBe("alive\n");
  });

  it("is restarted with nothing kept, its clients still there", async () => {
    await client.shown("kept = 1");
    await kernel.restart();
    expect(await client.shown("print('kept' in dir())")).toBe("False\n");
  });

  it("is restarted while a cell runs", async () => {
    await client.begin("while True: pass");
    await kernel.restart();
    expect(await client.shown("print('alive')")).toBe("alive\n");
  });

  it.each([
    ["os._exit(3)", { exitCode: 3 }],
    ["import ctypes; ctypes.string_at(0)", { signal: "SIGSEGV" }],
    ["os.kill(os.getpid(), 9)", { signal: "SIGKILL" }],
    [
      "import sys; os.write(sys.stderr.fileno(), b'last words'); os._exit(1)",
      { exitCode: 1, stderrTail: "last words" },
    ],
  ])("tells how it ended after %s, and starts again", async (code, exit) => {
    await client.execute(`import os; ${code}`);
    await client.find(({ content }) => content["execution_state"] === "restarting");
    expect(kernel.lastExit).toEqual(exit);
    expect(await client.shown("print('alive')")).toBe("alive\n");
    expect(statesIn(client.seen)).not.toContain("dead");
  });

  it("may write to its own stdout as much as it likes", async () => {
    expect(await client.shown("import os, sys; print(os.write(sys.stdout.fileno(), b'x' * 3_000_000))")).toBe(
      "3000000\n",
    );
  });

  it("loses nothing of many small outputs", async () => {
    const id = await client.execute("for i in range(3000): display(i)");
    await client.find(({ type, parent }) => type === "execute_reply" && parent === id);
    await client.find(({ parent, content }) => parent === id && content["execution_state"] === "idle");
    expect(client.seen.filter(({ type }) => type === "display_data")).toHaveLength(3000);
  });

  it("leaves no worker of a pool when it is shut down", async () => {
    const pids = await client.shown(
      "from multiprocessing import Pool; pool = Pool(2); print(*[p.pid for p in pool._pool])",
    );
    await kernel.shutdown();
    // Killed is not yet reaped, which is for init to do.
    await expect.poll(() => pids.split(" ").map(Number).filter(isAlive), { timeout: 20_000 }).toEqual([]);
  });

  it("is gone at once though a process that left its group holds its pipes", async () => {
    const pid = Number(
      await client.shown("import subprocess; print(subprocess.Popen(['sleep', '1000'], start_new_session=True).pid)"),
    );
    try {
      await client.execute("import os; os._exit(3)");
      await client.find(({ content }) => content["execution_state"] === "restarting");
      expect(kernel.lastExit).toEqual({ exitCode: 3 });
    } finally {
      process.kill(pid);
    }
  });

  it("is killed when it will not end", async () => {
    const pid = Number(
      await client.shown("import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(os.getpid())"),
    );
    await client.begin("import time\nwhile True:\n  try: time.sleep(1000)\n  except KeyboardInterrupt: pass");
    await kernel.shutdown();
    expect(isAlive(pid)).toBe(false);
  });
});
