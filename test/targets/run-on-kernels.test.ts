import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";

import { beforeEach, describe, expect, it } from "vitest";

import { isProgress, type RunEvent } from "../../src/engine/run-events.ts";
import { type KernelRun, runOnKernels } from "../../src/targets/run-on-kernels.ts";
import type { FakeServer } from "../client/fake-server.ts";
import { kernelsLeft, lessonsFrom, openKernelServer, verdictsOf } from "../engine/fake-run.ts";

let server: FakeServer;
beforeEach(async () => {
  server = await openKernelServer({ foreign: true });
});

async function runFor(steps: string, more: Partial<KernelRun> = {}): Promise<KernelRun> {
  const env = { PATH: process.env["PATH"] };
  const address = { url: server.url, token: "t", foreign: true };
  const options = { kernels: [], server: address, fork: true, env, cwd: "/", hashSeed: 7 };
  const lessons = await lessonsFrom({ "lesson.yaml": steps });
  return { courses: [], lessons, jobs: 1, outputLimit: 1000, options, ...more };
}

const one = `  - code: print("1")\n    expect: "1"\n`;

describe("runOnKernels()", () => {
  it("runs lessons on the kernels of a server, tells of each, and leaves nothing", async () => {
    const told: string[] = [];
    const onEvent = (event: RunEvent): unknown => isProgress(event) && told.push(event.kind);
    const onKernels: KernelRun["onKernels"] = (kernels) => told.push(...kernels.map(({ name }) => name));
    const report = await runOnKernels(await runFor(one, { onEvent, onKernels, folder: "longer path/é" }));
    expect(verdictsOf(report)).toEqual(["passed"]);
    expect(told).toEqual(["python3", "lesson-started", "step-started", "step-finished", "lesson-finished"]);
    const { cwd = "" } = server.starts[0] ?? {};
    expect(server.starts).toMatchObject([{ env: { PYTHONHASHSEED: "7" } }]);
    expect(cwd).toContain("/longer path/é/lesson-");
    const [folder = ""] = /nbproof-[0-9a-f]+/.exec(cwd) ?? [];
    expect((await readdir(tmpdir())).filter((name) => name.startsWith(folder))).toEqual([]);
    expect(kernelsLeft(server)).toBe(0);
  });

  it("ends with the signal's reason", async () => {
    const stop = new AbortController();
    server.cells['print("1")'] = () => stop.abort(new Error("enough"));
    await expect(runOnKernels(await runFor(one, { signal: stop.signal }))).rejects.toThrow("enough");
    expect(kernelsLeft(server)).toBe(0);
  });

  it("starts nothing where there is no such kernel", async () => {
    const run = await runFor(one);
    const options = { ...run.options, kernels: ["spam"] };
    await expect(runOnKernels({ ...run, options })).rejects.toThrow("has no kernelspec spam");
    expect(server.requests).toEqual(["GET /api/kernelspecs"]);
  });
});
