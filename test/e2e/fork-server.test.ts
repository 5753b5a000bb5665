import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KernelStartFailed } from "../../src/kernel/errors.ts";
import type { Kernel, KernelProvider } from "../../src/kernel/kernel.ts";
import { createLauncher } from "../../src/kernel/zmq/launcher.ts";
import { openRunFolder } from "../../src/kernel/zmq/run-folder.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import { recordedClient, type RecordedClient } from "../kernel/recorded-client.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

let folder: string;
let env: Record<string, string>;
let provider: KernelProvider;
/** Why kernels were spawned. */
let reasons: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-fork-"));
  await Promise.all(["run", "modules"].map((name) => mkdir(join(folder, name))));
  env = {
    PATH: "/usr/bin:/bin",
    IPYTHONDIR: join(folder, "ipython"),
    PYTHONPATH: join(folder, "modules"),
    PYDEVD_DISABLE_FILE_VALIDATION: "1",
  };
  reasons = [];
  provider = openKernels();
});

afterEach(async () => {
  await provider[Symbol.asyncDispose]();
  const [files, processes] = [await readdir(join(folder, "run")), await processesOf(folder)];
  await rm(folder, { recursive: true });
  expect({ files, processes }).toEqual({ files: [], processes: [] });
});

function openKernels(
  preload: readonly string[] | Promise<readonly string[]> = [],
  run = join(folder, "run"),
): KernelProvider {
  return createZmqKernels({
    env: { XDG_RUNTIME_DIR: run, JUPYTER_PATH: join(folder, "jupyter") },
    cwd: folder,
    preload,
    onSpawn: (_, reason) => reasons.push(reason),
  });
}

async function start(more: Readonly<Record<string, string>> = {}): Promise<[Kernel, RecordedClient]> {
  const kernel = await provider.start(await pythonEnvironment(), { cwd: folder, env: { ...env, ...more } });
  return [kernel, await recordedClient(kernel)];
}

async function writeModule(name: string, code: string): Promise<void> {
  await writeFile(join(folder, "modules", `${name}.py`), code);
}

async function shown(client: RecordedClient, code: string): Promise<string> {
  return (await client.run(code)).join("").trimEnd();
}

/** The process that forked a kernel; this one, where it was spawned. */
async function parentOf(client: RecordedClient): Promise<number> {
  return Number(await shown(client, "import os; print(os.getppid())"));
}

async function isForked(client: RecordedClient): Promise<boolean> {
  return (await parentOf(client)) !== process.pid;
}

async function connectionFiles(): Promise<number> {
  const names = await readdir(join(folder, "run"), { recursive: true });
  return names.filter((name) => name.endsWith("connection.json")).length;
}

/** Those whose command line or environment names the folder. */
async function processesOf(path: string): Promise<string[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const texts = await Promise.all(
    ids.map(async (id) => (await read(`/proc/${id}/cmdline`)) + (await read(`/proc/${id}/environ`))),
  );
  return ids.filter((_, index) => texts[index]?.includes(path));
}

/** The fork server with its socket below the folder; waits until there is one. */
async function serverBelow(path: string): Promise<string> {
  for (;;) {
    for (const id of await processesOf(path)) {
      const [python = "", ...args] = (await read(`/proc/${id}/cmdline`)).split("\0");
      if (!python.endsWith("sh") && args.some((arg) => arg.endsWith("/fork_server.py"))) return id;
    }
    await setTimeout(10);
  }
}

function ignore(): void {}

/** A process can end while it is looked at. */
async function read(file: string): Promise<string> {
  return await readFile(file, "latin1").catch(() => "");
}

async function restarted(client: RecordedClient): Promise<void> {
  await client.find(({ type, content }) => type === "status" && content["execution_state"] === "restarting");
  expect(await shown(client, "print('again')")).toBe("again");
}

describe("a fork server", () => {
  it("forks all kernels of one environment", async () => {
    const clients = await Promise.all([start(), start({ IPYTHONDIR: join(folder, "other") })]);
    const parents = await Promise.all(clients.map(async ([, client]) => await parentOf(client)));
    expect(new Set(parents).size).toBe(1);
    expect(parents).not.toContain(process.pid);
    expect(reasons).toEqual([]);
  });

  it("is another for another hash seed, which its kernels have", async () => {
    const code = "import sys; print(hash('text'), sys.flags.hash_randomization)";
    const [seven, again, eight] = [
      await start({ PYTHONHASHSEED: "7" }),
      await start({ PYTHONHASHSEED: "7" }),
      await start({ PYTHONHASHSEED: "8" }),
    ];
    const hashes = await Promise.all([seven, again, eight].map(async ([, client]) => await shown(client, code)));
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
  });

  it("is started ahead, before it is known what to preload", async () => {
    let tell: (modules: readonly string[]) => void = ignore;
    await writeModule("later", "imported = True");
    provider = openKernels(new Promise((resolve) => (tell = resolve)));
    const prepared = provider.prepare(await pythonEnvironment(), { env });
    const server = await serverBelow(folder);
    tell(["later"]);
    await prepared;
    const [, client] = await start();
    expect(await shown(client, "import sys; print(sys.modules['later'].imported)")).toBe("True");
    expect(await parentOf(client)).toBe(Number(server));
    expect(reasons).toEqual([]);
  });

  it("leaves nothing when it is ended before it is ready", async () => {
    provider = openKernels(new Promise(() => undefined));
    const prepared = provider.prepare(await pythonEnvironment(), { env });
    await serverBelow(folder);
    await provider[Symbol.asyncDispose]();
    await prepared;
    expect(await processesOf(folder)).toEqual([]);
  });

  it("gives each kernel random numbers of its own", async () => {
    const clients = [await start(), await start(), await start()];
    const code = "import random; print(random.random())";
    const numbers = await Promise.all(clients.map(async ([, client]) => await shown(client, code)));
    expect(new Set(numbers).size).toBe(3);
  });

  it("forks a fresh kernel for a restart, after the old one's atexit", async () => {
    const [kernel, client] = await start();
    const parent = await parentOf(client);
    const before = await shown(
      client,
      "import atexit; atexit.register(lambda: open('left', 'w').close()); print(os.getpid())",
    );
    await kernel.restart();
    expect(await shown(client, "import os; print('atexit' in dir(), os.path.exists('left'), os.getpid())")).toMatch(
      new RegExp(`^False True (?!${before}$)\\d+$`),
    );
    expect(await parentOf(client)).toBe(parent);
  });

  it("does not outlive its use: a fifth environment ends the first server, unless that has kernels", async () => {
    const [idle, idleClient] = await start({ NUMBER: "0" });
    const first = await parentOf(idleClient);
    await idle.shutdown();
    const [, busy] = await start({ NUMBER: "1" });
    const second = await parentOf(busy);
    for (const number of ["2", "3", "4"]) {
      const [kernel] = await start({ NUMBER: number });
      await kernel.shutdown();
    }
    for (const deadline = Date.now() + 5000; Date.now() < deadline && isAlive(first); await setTimeout(10));
    expect([isAlive(first), isAlive(second)]).toEqual([false, true]);
    expect(await shown(busy, "print(1)")).toBe("1");
  });

  it("takes its kernels along when it is killed while they idle, and is replaced", async () => {
    const [kernel, client] = await start();
    const server = await parentOf(client);
    process.kill(server, "SIGKILL");
    await restarted(client);
    expect(kernel.lastExit).toEqual({
      signal: "SIGKILL",
      stderrTail: "The fork server of this kernel ended with SIGKILL, and the kernel with it\n",
    });
    expect(await parentOf(client)).not.toBe(server);
    expect(await isForked(client)).toBe(true);
  });

  it("takes a busy kernel and its pool along when it is killed", async () => {
    const [kernel, client] = await start();
    const server = await parentOf(client);
    await client.begin(
      "from multiprocessing import get_context\nget_context('fork').Pool(2).map(__import__('time').sleep, [999, 999])",
    );
    process.kill(server, "SIGSEGV");
    await restarted(client);
    expect(kernel.lastExit).toMatchObject({
      signal: "SIGKILL",
      stderrTail: expect.stringContaining("ended with SIGSEGV"),
    });
    // The new server, the kernel, and the watchdog with its folder.
    expect((await processesOf(folder)).length).toBeLessThanOrEqual(3);
  });

  it("is killed while it forks: the kernel is spawned", async () => {
    const [, first] = await start();
    const server = await parentOf(first);
    process.kill(server, "SIGSTOP");
    const starting = start();
    // It is asked to fork as soon as there is a connection file, and is given time to be asked.
    await expect.poll(connectionFiles).toBe(2);
    await setTimeout(500);
    process.kill(server, "SIGKILL");
    const [, client] = await starting;
    expect(await isForked(client)).toBe(false);
    expect(reasons).toEqual(["its fork server ended with SIGKILL"]);
  });

  it("is given up when it has ended three times", async () => {
    const [kernel, client] = await start();
    for (let death = 0; death < 3; death += 1) {
      process.kill(await parentOf(client), "SIGKILL");
      await client.find(({ type }) => type === "status" && kernel.state === "restarting");
      while (kernel.state !== "idle") await setTimeout(10);
    }
    expect(await isForked(client)).toBe(false);
    expect(reasons).toEqual(["its fork server ended 3 times, at last with SIGKILL"]);
  });

  it.each([
    ["os.kill(os.getpid(), 9)", { signal: "SIGKILL" }],
    ["__import__('ctypes').string_at(0)", { signal: "SIGSEGV" }],
    ["os._exit(3)", { exitCode: 3 }],
    ["os.write(2, b'x' * 10); os.kill(os.getpid(), 15)", { signal: "SIGTERM" }],
  ])("tells how a busy kernel ended: %s", async (code, exit) => {
    const [kernel, client] = await start();
    void client.execute(`import os; ${code}`);
    await restarted(client);
    expect(kernel.lastExit).toMatchObject(exit);
    expect(await isForked(client)).toBe(true);
  });

  it.each(["SIGKILL", "SIGSEGV", "SIGTERM"] as const)("tells how an idle kernel ended: %s", async (signal) => {
    const [kernel, client] = await start();
    process.kill(Number(await shown(client, "import os; print(os.getpid())")), signal);
    await restarted(client);
    expect(kernel.lastExit).toMatchObject({ signal });
  });

  it("tells the exit code and last words of a kernel that ends by itself while it idles", async () => {
    const [kernel, client] = await start();
    await client.run(
      "import os, sys, threading\nthreading.Timer(0.2, lambda: (os.write(sys.__stderr__.fileno(), b''), os._exit(3))).start()",
    );
    await restarted(client);
    expect(kernel.lastExit).toMatchObject({ exitCode: 3 });
  });
});

describe("a kernel that is forked", () => {
  it("is reached by a signal as soon as it is known", async () => {
    await using runFolder = await openRunFolder([join(folder, "run")]);
    await using launcher = createLauncher({ runFolder, onSpawn: (_, reason) => reasons.push(reason) });
    const { argv } = await provider.kernelSpec(await pythonEnvironment());
    for (let round = 0; round < 20; round += 1) {
      const life = await runFolder.kernelFolder();
      const launched = await launcher.launch({ argv, env, cwd: folder, folder: life }, "python");
      launched.signal("SIGKILL");
      expect(await launched.exited).toMatchObject({ signal: "SIGKILL" });
    }
    expect(reasons).toEqual([]);
  });
});

describe("a kernel is spawned, with the reason,", () => {
  it.each([
    ["absent", "", "preload: absent cannot be imported (ModuleNotFoundError: No module named 'absent')"],
    ["broken", "1 / 0", "preload: broken cannot be imported (ZeroDivisionError: division by zero)"],
    ["leaves", "raise SystemExit(2)", "preload: leaves cannot be imported (SystemExit: 2)"],
    ["dies", "import os; os._exit(4)", "its fork server ended with exit code 4"],
    [
      "threaded",
      "import threading, time; threading.Thread(target=time.sleep, args=(999,), daemon=True).start()",
      "preload: threaded starts a thread",
    ],
    ["asks", "import IPython; IPython.get_ipython()", "preload: asks asks for its kernel while it is imported"],
  ])("where the module %s cannot be preloaded", async (name, code, reason) => {
    if (code !== "") await writeModule(name, code);
    provider = openKernels([name]);
    const [, client] = await start();
    expect(await isForked(client)).toBe(false);
    expect(reasons).toEqual([reason]);
    await start();
    expect(reasons).toEqual([reason]);
  });

  it("where a thread is alive in the server when it should fork", async () => {
    await writeModule(
      "later",
      "import os, threading, time\nos.register_at_fork(after_in_parent=lambda: threading.Thread(target=time.sleep, args=(999,), daemon=True).start())",
    );
    provider = openKernels(["later"]);
    const [, first] = await start();
    const [, second] = await start();
    expect([await isForked(first), await isForked(second)]).toEqual([true, false]);
    expect(reasons).toEqual(["a thread is alive in the fork server"]);
  });

  it("where the path is too long for a socket", async () => {
    const long = join(folder, "run", "x".repeat(80));
    await mkdir(long);
    provider = openKernels([], long);
    const [, client] = await start();
    expect(await isForked(client)).toBe(false);
    expect(reasons).toEqual([expect.stringContaining("too long a path for a socket")]);
    await provider[Symbol.asyncDispose]();
    await rm(long, { recursive: true });
  });

  it("where the module path is relative", async () => {
    const [, client] = await start({ PYTHONPATH: "lib" });
    expect(await isForked(client)).toBe(false);
    expect(reasons).toEqual(["PYTHONPATH has an entry that is not an absolute path"]);
  });

  it("and fails as it ever did where there is no ipykernel, or no working directory", async () => {
    const spec = join(folder, "jupyter", "kernels", "bare");
    await mkdir(spec, { recursive: true });
    const argv = [await pythonEnvironment(), "-S", "-m", "ipykernel_launcher", "-f", "{connection_file}"];
    await writeFile(join(spec, "kernel.json"), JSON.stringify({ argv, display_name: "Bare", language: "python" }));
    const bare = provider.start("bare", { cwd: folder, env: { PATH: "/usr/bin:/bin" } });
    await expect(bare).rejects.toThrow(
      /did not start: it ended with exit code 1\n.*No module named ipykernel_launcher/,
    );
    expect(reasons).toEqual(["ModuleNotFoundError: No module named 'ipykernel'"]);
    const nowhere = provider.start(await pythonEnvironment(), { cwd: join(folder, "nowhere"), env });
    await expect(nowhere).rejects.toThrow(KernelStartFailed);
    expect(reasons[1]).toContain("FileNotFoundError");
  });
});

describe("preload", () => {
  it("imports before the fork, away from the lesson, and leaves no trace in the environment", async () => {
    await writeModule("ahead", "import os; pid, cwd = os.getpid(), os.getcwd(); os.environ['SET_BY_IMPORT'] = 'yes'");
    provider = openKernels(["ahead"]);
    const [, client] = await start();
    const server = await parentOf(client);
    const code =
      "import sys; loaded = 'ahead' in sys.modules; import ahead; print(loaded, ahead.pid, ahead.cwd != os.getcwd(), os.environ['SET_BY_IMPORT'], os.environ['MPLBACKEND'])";
    expect(await shown(client, code)).toBe(`True ${server} True yes module://matplotlib_inline.backend_inline`);
  });
});

describe("nbproof validate", () => {
  const lesson =
    "title: L\nsteps:\n  - code: |\n      import os, sys\n      print('fork_server' in open('/proc/self/cmdline').read())\n    expect: $(any)\n";

  async function validate(...args: readonly string[]): Promise<string> {
    await writeFile(join(folder, "course.yaml"), "title: C\nlessons: [lesson.yaml]\npreload: [no_such_module]\n");
    await writeFile(join(folder, "lesson.yaml"), lesson);
    const kernel = dirname(dirname(await pythonEnvironment()));
    const { stderr } = await runNbproof(["validate", "course.yaml", "--kernel", kernel, ...args], { cwd: folder });
    return stripVTControlCharacters(stderr);
  }

  it("says with --verbose why kernels are spawned", async () => {
    expect(await validate("--verbose")).toContain(
      "are spawned, not forked: preload: no_such_module cannot be imported (ModuleNotFoundError",
    );
    expect(await validate()).not.toContain("spawned");
    expect(await validate("--verbose", "--no-fork")).not.toContain("spawned");
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
