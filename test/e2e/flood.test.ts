import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { describe, expect, it } from "vitest";

import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

interface Validated {
  readonly exitCode: number | null;
  readonly stdout: string;
  /** In kB: the most that the process had. */
  readonly memory: number;
}

/** Validates a lesson whose cell prints so many lines of a kB. */
async function validate(lines: number): Promise<Validated> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  try {
    const lesson = `title: Flood\nsteps:\n  - code: |\n      for n in range(${lines}): print('x' * 999)\n`;
    await writeFile(join(folder, "flood.yaml"), lesson);
    const env = { NODE_OPTIONS: `--import=${new URL("tell-peak-memory.mjs", import.meta.url).href}` };
    const args = ["validate", "flood.yaml", "--kernel", dirname(dirname(await pythonEnvironment()))];
    const { exitCode, stdout, stderr } = await runNbproof(args, { cwd: folder, env });
    return { exitCode, stdout, memory: Number(/peak memory (\d+)/.exec(stderr)?.[1]) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe("nbproof validate", () => {
  it("needs for a cell that prints 200 MB not 120 MB of memory more than for one that prints a line", async () => {
    const [line, flood] = [await validate(1), await validate(200_000)];
    expect(line.stdout).toContain("1 passed");
    expect(flood.stdout).toContain("output-limit");
    expect([line.exitCode, flood.exitCode]).toEqual([0, 1]);
    expect(flood.memory - line.memory).toBeLessThan(120_000);
  });
});
