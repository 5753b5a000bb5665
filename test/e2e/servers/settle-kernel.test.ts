import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Bridge, startBridge } from "../../../src/bridge/bridge.ts";
import type { KernelProvider } from "../../../src/kernel/kernel.ts";
import { createZmqKernels } from "../../../src/kernel/zmq/zmq-kernels.ts";
import { LessonKernel } from "../../../src/run/lesson-kernel.ts";
import { connectServer } from "../../../src/client/server.ts";
import { setUpForeignKernel } from "../../../src/client/set-up-foreign-kernel.ts";
import { pythonEnvironment } from "../python-environment.ts";

const FILE = 4_000_000;

let parent: string;
let cwd: string;
let provider: KernelProvider;
let bridge: Bridge;

beforeAll(async () => {
  parent = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  cwd = join(parent, "work");
  await mkdir(join(cwd, "data", "deep"), { recursive: true });
  await writeFile(join(cwd, "data", "deep", "größe.bin"), Buffer.alloc(FILE, "0123456789"));
  await writeFile(join(cwd, "empty.txt"), "");
  await writeFile(join(cwd, "run.sh"), "echo ran\n");
  await chmod(join(cwd, "run.sh"), 0o755);
  const env = { PATH: process.env["PATH"] ?? "", HOME: parent };
  provider = createZmqKernels({ env, cwd: parent });
  bridge = await startBridge({ provider, allowEnv: ["*"], env, cwd: parent });
});
afterAll(async () => {
  await bridge[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
  await rm(parent, { recursive: true, force: true });
});

async function startKernel(): Promise<LessonKernel> {
  const name = dirname(dirname(await pythonEnvironment()));
  return await LessonKernel.start(await connectServer(bridge), { name, env: {}, cwd: parent });
}

const env = { TZ: "Asia/Tokyo", COLUMNS: "80", PYTHONHASHSEED: "7", IPYTHONDIR: "/nowhere" };
const ask = `
import os, time, locale
exec("print(os.getcwd()); print(time.tzname[0]); print(os.environ['COLUMNS'], os.environ.get('PYTHONHASHSEED'), os.environ.get('IPYTHONDIR'))", {"os": os, "time": time})`;

describe("LessonKernel.start()", () => {
  it("settles a kernel by code on a server that lets its clients set no variables", async () => {
    const base = { PATH: process.env["PATH"] ?? "", HOME: parent };
    await using own = createZmqKernels({ env: base, cwd: parent });
    await using strict = await startBridge({ provider: own, allowEnv: ["KERNEL_*"], env: base, cwd: parent });
    const name = dirname(dirname(await pythonEnvironment()));
    const settings = await connectServer({ url: strict.url, token: strict.token, foreign: true });
    await using kernel = await LessonKernel.start(settings, { name, env, cwd });
    expect(kernel.late).toEqual(Object.keys(env));
    expect(await kernel.executeSilently(ask)).toBe(`${cwd}\nJST\n80 None None\n`);
  });
});

describe("setUpForeignKernel()", () => {
  it("takes a kernel that sees our folder there, and says what it did not have at its start", async () => {
    await using kernel = await startKernel();
    const late = await setUpForeignKernel({ cwd, env, execute: async (code) => await kernel.executeSilently(code) });
    expect(late).toEqual(["TZ", "COLUMNS", "PYTHONHASHSEED", "IPYTHONDIR"]);
    expect(await kernel.executeSilently(ask)).toBe(`${cwd}\nJST\n80 None None\n`);
  });

  it("gives a notebook's kernel the notebook's own folder, whose files are there already", async () => {
    const [folder, notebook] = [join(parent, "own"), join(parent, "own", "some.ipynb")];
    await mkdir(folder);
    await writeFile(notebook, '{"cells": "größe"}\r\n');
    await using kernel = await startKernel();
    const execute = async (code: string): Promise<string> => await kernel.executeSilently(code);
    await setUpForeignKernel({ cwd: folder, notebook, env, execute });
    expect(await kernel.executeSilently("import os; print(os.getcwd(), os.listdir())")).toBe(
      `${folder} ['some.ipynb']\n`,
    );
  });

  it("refuses a kernel that sees another file in the notebook's place, or none", async () => {
    const [folder, notebook] = [join(parent, "own"), join(parent, "own", "some.ipynb")];
    for (const other of ["other.ipynb", "none.ipynb"]) {
      await mkdir(folder, { recursive: true });
      await writeFile(notebook, "{}");
      await writeFile(join(folder, "other.ipynb"), "{} ");
      await using kernel = await startKernel();
      const execute = async (code: string): Promise<string> =>
        await kernel.executeSilently(code.replaceAll(notebook, join(folder, other)));
      await expect(setUpForeignKernel({ cwd: folder, notebook, env, execute })).rejects.toThrow(
        `The kernel does not see ${notebook}. A notebook runs in its own folder`,
      );
    }
  });

  it("gives another kernel a folder with the files, which is gone when it ends, however it ends", async () => {
    const kernel = await startKernel();
    let folder: string;
    {
      await using _ = kernel;
      // It cannot read what proves that it shares our disk.
      const execute = async (code: string): Promise<string> =>
        await kernel.executeSilently(code.replaceAll(`${cwd}.ticket`, `${cwd}.elsewhere`));
      await setUpForeignKernel({ cwd, env, execute });
      folder = (await kernel.executeSilently("import os; print(os.getcwd())")).trim();
      expect(folder).not.toBe(cwd);
      const files = `
import os, subprocess
data = open("data/deep/größe.bin", "rb").read()
print(data == b"0123456789" * ${FILE / 10}, os.path.getsize("empty.txt"), subprocess.run(["./run.sh"], shell=True, capture_output=True, text=True).stdout)`;
      expect(await kernel.executeSilently(files)).toBe("True 0 ran\n\n");
      await kernel.executeSilently("import os, signal; os.kill(os.getpid(), signal.SIGKILL)").catch(() => undefined);
    }
    while (existsSync(folder)) await sleep(50);
  });
});
