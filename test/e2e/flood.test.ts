import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { describe, expect, it } from "vitest";

import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

const LESSON = "title: Flood\nsteps:\n  - code: |\n      for n in range(200_000): print('x' * 999)\n";

describe("nbproof validate", () => {
  it("stays under 250 MB of memory while a cell prints 200 MB", async () => {
    const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
    try {
      await writeFile(join(folder, "flood.yaml"), LESSON);
      const env = { NODE_OPTIONS: `--import=${new URL("tell-peak-memory.mjs", import.meta.url).href}` };
      const kernel = dirname(dirname(await pythonEnvironment()));
      const args = ["validate", "flood.yaml", "--kernel", kernel];
      const { exitCode, stdout, stderr } = await runNbproof(args, { cwd: folder, env });
      expect(stdout).toContain("output-limit");
      expect(exitCode).toBe(1);
      expect(Number(/peak memory (\d+)/.exec(stderr)?.[1])).toBeLessThan(250 * 1024);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
