import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Bridge, startBridge } from "../../src/bridge/bridge.ts";
import { validateLessons } from "../../src/commands/validate-lessons.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { readPacks } from "../../src/spec/read-pack.ts";
import { pythonEnvironment } from "./python-environment.ts";

let folder: string;
let kernel: string;

beforeAll(async () => {
  kernel = dirname(dirname(await pythonEnvironment()));
  folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  const lesson =
    "title: Long\nsteps:\n  - code: print(1)  \n  - code: |\n      import time\n      time.sleep(60)\n  - code: print(2)\n";
  await writeFile(join(folder, "long.yaml"), lesson);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function startServer(): Promise<Bridge> {
  const env = { PATH: process.env["PATH"] ?? "" };
  return await startBridge({ provider: createZmqKernels({ env, cwd: folder }), env, cwd: folder });
}

describe("validateLessons()", () => {
  it("gives the verdict error, never failed, when the server is lost while a cell runs", async () => {
    const { courses } = await readPacks([join(folder, "long.yaml")], { cwd: folder });
    const bridge = await startServer();
    const started: number[] = [];
    const report = await validateLessons({
      courses,
      templates: () => loadTemplates(),
      kernels: [{ name: kernel, displayName: "Python", chosen: "for this test", server: bridge }],
      jobs: 1,
      hashSeed: 1,
      scratch: folder,
      outputLimit: 1_000_000,
      onProgress: (progress) => {
        if (progress.kind !== "step-started") return;
        started.push(progress.step);
        if (progress.step === 2) setTimeout(() => void bridge[Symbol.asyncDispose](), 300);
      },
    });
    const [lesson] = report.lessons;
    expect(started).toEqual([1, 2]);
    expect(lesson?.runs).toMatchObject([{ verdict: "error", retries: 1 }]);
    expect(lesson?.steps.map((step) => step.results.map((result) => result.verdict))).not.toContainEqual(["failed"]);
  });

  it("gives the verdict error when the kernel does not exist, with the server's own words", async () => {
    const { courses } = await readPacks([join(folder, "long.yaml")], { cwd: folder });
    await using bridge = await startServer();
    const report = await validateLessons({
      courses,
      templates: () => loadTemplates(),
      kernels: [{ name: "no-such-kernel", displayName: "None", chosen: "for this test", server: bridge }],
      jobs: 1,
      hashSeed: 1,
      scratch: folder,
      outputLimit: 1_000_000,
    });
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "error", retries: 1 }]);
    expect(report.lessons[0]?.runs[0]?.reason).toContain("no-such-kernel");
  });
});
