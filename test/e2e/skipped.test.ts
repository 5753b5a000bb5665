import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { type NbproofRun, runNbproof } from "./run-nbproof.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-skipped-"));
});
afterEach(() => rm(folder, { recursive: true }));

const threads = "  - code: print(1)\n    expect: 1\n    requires: { threads: yes }\n";

/** Validates a lesson of these steps on the embedded kernel, which has no threads. */
async function validate(steps: string, ...args: string[]): Promise<NbproofRun> {
  await writeFile(join(folder, "a.yaml"), `title: A\nsteps:\n${steps}`);
  return await runNbproof(["validate", "a.yaml", "--kernel", "pyodide", ...args], { cwd: folder });
}

describe("nbproof validate, of a lesson that a kernel cannot run whole", () => {
  const steps = `  - code: print(0)\n    expect: 0\n${threads}${threads}`;

  it("is content where some of it ran", async () => {
    const { exitCode, stdout } = await validate(steps, "--max-skipped", "2");
    expect(stdout).toContain("1 lesson, 3 steps: 1 passed, 2 skipped in ");
    expect(stdout).not.toContain("--max-skipped");
    expect(exitCode).toBe(0);
  });

  it("--max-skipped exits with 1 where more was skipped, and says what and why", async () => {
    const { exitCode, stdout } = await validate(steps, "--max-skipped", "1", "--json", "report.json");
    expect(stdout).toContain("2 steps were skipped on pyodide, and --max-skipped allows 1:\n  2  needs threads\n");
    expect(exitCode).toBe(1);
    expect(JSON.parse(await readFile(join(folder, "report.json"), "utf8"))).toMatchObject({
      skips: {
        allowed: 1,
        kernels: [{ kernel: "pyodide", skipped: 2, reasons: [{ reason: "needs threads", steps: 2 }] }],
      },
      exitCode: 1,
    });
  });

  it("exits with 3 where no cell ran", async () => {
    const { exitCode, stdout } = await validate(threads);
    expect(stdout).toContain("\nNo cell ran, so nothing is proven\n");
    expect(exitCode).toBe(3);
  });
});
