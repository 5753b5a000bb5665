import { readdir, rm, writeFile, mkdtemp, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMessage } from "../../src/kernel/create-message.ts";
import { KernelStartFailed } from "../../src/kernel/errors.ts";
import type { Kernel, KernelProvider } from "../../src/kernel/kernel.ts";
import { type KernelImage, prepareImage } from "../../src/kernel/pyodide/kernel-image.ts";
import { PyodideKernel } from "../../src/kernel/pyodide/pyodide-kernel.ts";
import { createPyodideKernels } from "../../src/kernel/pyodide/pyodide-kernels.ts";
import { writeSnapshot } from "../../src/kernel/pyodide/snapshot-cache.ts";
import { createGate } from "../kernel/gate.ts";
import { recordedClient, statesIn } from "../kernel/recorded-client.ts";

let folder: string;
let provider: KernelProvider;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-pyodide-"));
  provider = createPyodideKernels({ env: process.env, cwd: import.meta.dirname });
});
afterEach(async () => {
  await provider[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function start(from: KernelProvider = provider): Promise<Kernel> {
  return await from.start("pyodide", { cwd: folder, env: {} });
}

/** What a cell prints in the kernel. */
async function printed(kernel: Kernel, code: string): Promise<string> {
  await using client = await recordedClient(kernel);
  return (await client.run(code)).join("");
}

describe("a fault that Python survives", () => {
  it.each([
    { fault: "memory that is full", code: "x = []\nwhile True: x.append(bytearray(10**8))", error: "MemoryError" },
    { fault: "recursion without end", code: "def f(): f()\nf()", error: "RecursionError" },
    { fault: "a thread", code: "import threading; threading.Thread(target=print).start()", error: "RuntimeError" },
    { fault: "a process", code: "import subprocess; subprocess.run(['ls'])", error: "OSError" },
    {
      fault: "a socket",
      code: "import socket\ntry:\n  s = socket.create_connection(('127.0.0.1', 9)); s.send(b'x'); s.recv(1)\nexcept OSError: raise OSError",
      error: "OSError",
    },
    { fault: "%pip", code: "%pip install numpy", error: undefined },
  ])("$fault raises, and the kernel goes on", async ({ code, error }) => {
    const kernel = await start();
    await using client = await recordedClient(kernel);
    const id = await client.execute(code);
    const reply = await client.find(({ type, parent }) => type === "execute_reply" && parent === id);
    expect(reply.content["ename"]).toBe(error ?? "UsageError");
    expect(await printed(kernel, "x = None; print('alive')")).toBe("alive\n");
    expect(kernel.lastExit).toBeUndefined();
  });
});

describe("a fault that ends Python", () => {
  it.each([
    { code: "import os; os._exit(3)", exit: { exitCode: 3 } },
    { code: "import os; os.kill(os.getpid(), 9)", exit: { signal: "SIGKILL" } },
    { code: "import os; os.abort()", exit: { signal: "SIGABRT" } },
    { code: "import ctypes; ctypes.string_at(0xfffffff0, 100)", exit: { signal: "SIGSEGV" } },
    {
      code: "import sys; sys.setrecursionlimit(10**9)\nx = []\nfor _ in range(10**5): x = [x]\nrepr(x)",
      exit: { signal: "SIGSEGV", stderrTail: expect.stringContaining("stack overflowed") },
    },
  ])("$code is told, and the kernel comes back", async ({ code, exit }) => {
    const [kernel, other] = [await start(), await start()];
    await using client = await recordedClient(kernel);
    await client.execute(code);
    await client.find(({ type, content }) => type === "status" && content["execution_state"] === "restarting");
    expect(kernel.lastExit).toMatchObject(exit);
    expect(await printed(kernel, "print('alive')")).toBe("alive\n");
    expect(await printed(other, "print('unharmed')")).toBe("unharmed\n");
  });

  it("again and again gives the kernel up", async () => {
    const kernel = await start();
    await using client = await recordedClient(kernel);
    for (let deaths = 1; deaths <= 6; deaths++) {
      await client.execute("import os; os._exit(1)");
      const ends = (): number =>
        statesIn(client.seen).filter((state) => state === "restarting" || state === "dead").length;
      await client.find(() => ends() === deaths);
    }
    expect(kernel.state).toBe("dead");
  });
});

describe("a flood of output", () => {
  it("waits for its reader, and hears an interrupt while it does", async () => {
    const kernel = await start();
    const gate = createGate();
    let length = 0;
    let ename: unknown;
    const replied = createGate();
    const client = await kernel.connect({
      async onMessage({ channel, parts }) {
        length += parts.reduce((sum, part) => sum + part.length, 0);
        if (channel === "shell") {
          ename = JSON.parse(Buffer.from(parts[3] ?? []).toString()).ename;
          replied.open();
        }
        await gate.opened;
      },
    });
    const content = { code: "while True: print('x' * 1000)", silent: false, store_history: false };
    await client.send(createMessage("shell", "execute_request", { session: "test", content }));
    await setTimeout(500);
    await kernel.interrupt();
    gate.open();
    await replied.opened;
    expect(ename).toBe("KeyboardInterrupt");
    expect(length).toBeLessThan(10_000_000);
  });
});

function unstarted(image: KernelImage, startTimeout = 60_000): PyodideKernel {
  const options = { image, start: { cwd: folder, env: {} }, startTimeout };
  return new PyodideKernel({ name: "pyodide", ...options, onEnd: () => {} });
}

describe("a kernel that cannot start", () => {
  it("says so, with what its thread said", async () => {
    const image = {
      packageFolder: join(folder, "absent"),
      wasm: {},
      files: new Map(),
      snapshot: new Uint8Array(),
      kept: false,
    };
    const kernel = unstarted(image);
    const failure = await kernel.start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(KernelStartFailed);
    expect(String(failure)).toMatch(/The kernel pyodide did not start: its thread ended\n[^]*absent/);
    expect(kernel.state).toBe("dead");
  });

  it("is given up where it hangs", async () => {
    await writeFile(join(folder, "pyodide.mjs"), "export async function loadPyodide() { for (;;); }");
    const image = { packageFolder: folder, wasm: {}, files: new Map(), snapshot: new Uint8Array(), kept: false };
    const kernel = unstarted(image, 500);
    const failure = await kernel.start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(KernelStartFailed);
    expect(String(failure)).toContain("The kernel pyodide did not start: it did not answer in 0.5 s");
    expect(kernel.state).toBe("dead");
  });

  it("is given up where its snapshot cannot be made in time", async () => {
    await writeFile(join(folder, "pyodide.mjs"), "export async function loadPyodide() { for (;;); }");
    await writeFile(join(folder, "pyodide.asm.wasm"), Buffer.from("\0asm\x01\0\0\0", "latin1"));
    const pyodide = { name: "pyodide", version: "0", python: "3.14.0", folder };
    const image = prepareImage(pyodide, { cache: join(folder, "cache"), anew: false, timeout: 500 });
    await expect(image).rejects.toThrow("its snapshot could not be made\nit was not ready in 0.5 s");
    expect(await readdir(folder)).not.toContain("cache");
  });
});

/** Starts a kernel with this cache folder, and executes a cell. */
async function startFrom(cache: string): Promise<string> {
  await using own = createPyodideKernels({
    env: { ...process.env, XDG_CACHE_HOME: cache },
    cwd: import.meta.dirname,
  });
  return await printed(await start(own), "print('alive')");
}

describe("the snapshot", () => {
  // The cache folder's place differs elsewhere.
  it.runIf(process.platform === "linux")("is made once, and again where it is not what it was", async () => {
    expect(await startFrom(folder)).toBe("alive\n");
    const cache = join(folder, "nbproof");
    const [file = ""] = await readdir(cache);
    await writeSnapshot(cache, file.replace(".snapshot", ""), new Uint8Array(1000));
    expect(await startFrom(folder)).toBe("alive\n");
    expect(await readdir(cache)).toEqual([file]);
  });

  it.runIf(process.platform === "linux")(
    "is made by two at once without harm, and where nothing can be kept",
    async () => {
      expect(await Promise.all([startFrom(folder), startFrom(folder)])).toEqual(["alive\n", "alive\n"]);
      expect(await readdir(join(folder, "nbproof"))).toHaveLength(1);
      await writeFile(join(folder, "file"), "");
      await chmod(join(folder, "file"), 0o400);
      expect(await startFrom(join(folder, "file"))).toBe("alive\n");
    },
  );
});
