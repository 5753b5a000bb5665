import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

const LESSON = `title: Long
steps:
  - code: |
      import multiprocessing
      import pathlib
      import time

      pathlib.Path("running").touch()
      with multiprocessing.get_context("fork").Pool(2) as pool:
          pool.map(time.sleep, [60, 60])
`;

/** What is below a folder, and what runs with it in its command line or environment. */
async function left(folder: string): Promise<readonly string[]> {
  // A folder may be removed while it is read.
  const files = await readdir(folder, { recursive: true }).catch(() => ["what is being removed"]);
  const { stdout } = await promisify(execFile)("ps", ["-eo", "args"]);
  return [...files, ...stdout.split("\n").filter((line) => line.includes(folder))];
}

async function until(holds: () => Promise<boolean>, deadline: number): Promise<void> {
  while (!(await holds()) && Date.now() < deadline) await setTimeout(50);
}

describe("nbproof validate", () => {
  it("leaves no file and no process behind when it is killed by SIGKILL while a cell runs", async () => {
    const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
    try {
      const scratch = join(folder, "tmp");
      await mkdir(scratch);
      await writeFile(join(folder, "long.yaml"), LESSON);
      const kernel = dirname(dirname(await pythonEnvironment()));
      let names: readonly string[] = [];
      const { exitCode } = await runNbproof(["validate", "long.yaml", "--kernel", kernel], {
        cwd: folder,
        env: { TMPDIR: scratch },
        meanwhile: async (child) => {
          await until(async () => (await left(scratch)).some((path) => path.endsWith("running")), Date.now() + 60_000);
          expect((await left(scratch)).some((path) => path.endsWith("running"))).toBe(true);
          names = (await readdir(scratch)).filter((name) => name.startsWith("nbproof-"));
          child.kill("SIGKILL");
        },
      });
      expect(exitCode).toBe(null);
      // A kernel that is just starting may make its profile's folders again, before it is ended.
      const [ours] = names;
      await until(async () => (await readdir(scratch)).length === 0, Date.now() + 5000);
      await mkdir(join(scratch, ours ?? "", "lesson-x", "ipython"), { recursive: true });
      await until(async () => (await left(scratch)).length === 0, Date.now() + 5000);
      expect(await left(scratch)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
