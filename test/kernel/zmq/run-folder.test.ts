import { setTimeout } from "node:timers/promises";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRunFolder } from "../../../src/kernel/zmq/run-folder.ts";
import { spawnKernel } from "../../../src/kernel/zmq/spawn-kernel.ts";

let parent = "";

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "nbproof-test-"));
});

afterEach(() => rm(parent, { recursive: true }));

const env = { PATH: "/usr/bin:/bin" };

describe("openRunFolder()", () => {
  it("makes a folder for this user alone, in the first parent that is there", async () => {
    await using folder = await openRunFolder([join(parent, "absent"), parent]);
    expect(await readdir(parent)).toEqual([folder.path.slice(parent.length + 1)]);
    expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
  });

  it("makes its folder again where something has removed it, and removes it at the end", async () => {
    {
      await using folder = await openRunFolder([parent]);
      await folder.kernelFolder();
      await rm(folder.path, { recursive: true });
      const made = await Promise.all([folder.kernelFolder(), folder.kernelFolder()]);
      expect(made).toEqual([join(folder.path, "2"), join(folder.path, "3")]);
      expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
    }
    expect(await readdir(parent)).toEqual([]);
  });

  it("says where it tried in vain", async () => {
    const absent = join(parent, "absent");
    await expect(openRunFolder([absent])).rejects.toThrow(`No folder can be made in ${absent}`);
  });

  it("removes the folder when it is disposed, and ends the process groups that are known in it", async () => {
    const folder = await openRunFolder([parent]);
    const kernelFolder = await folder.kernelFolder();
    const argv = ["/bin/sh", "-c", "sleep 1000 & wait"];
    const kernel = await spawnKernel({ argv, env, cwd: parent, folder: kernelFolder });
    // Until the shell has left its id there is nothing to know; it gives up when the folder is gone.
    while (!(await readdir(kernelFolder)).includes(`${kernel.pid}.pid`)) await setTimeout(5);
    await folder[Symbol.asyncDispose]();
    expect(await kernel.exited).toEqual({ signal: "SIGKILL" });
    expect(await readdir(parent)).toEqual([]);
  });
});

describe("spawnKernel()", () => {
  it("starts nothing where its folder is gone", async () => {
    const kernel = await spawnKernel({ argv: ["sleep", "1000"], env, cwd: parent, folder: join(parent, "gone") });
    expect((await kernel.exited).exitCode).not.toBe(0);
  });

  it("keeps the last 8 KiB of stderr", async () => {
    const argv = ["/bin/sh", "-c", 'i=0; while [ $i -lt 2000 ]; do echo "line $i" >&2; i=$((i+1)); done; exit 3'];
    const kernel = await spawnKernel({ argv, env, cwd: parent, folder: parent });
    const { exitCode, stderrTail = "" } = await kernel.exited;
    expect([exitCode, stderrTail.length]).toEqual([3, 8192]);
    expect(stderrTail).toMatch(/line 1998\nline 1999\n$/);
  });
});
