import { tmpdir } from "node:os";

import { expect, it } from "vitest";

import { startBridge } from "../../src/bridge/bridge.ts";
import { validateLessons } from "../../src/commands/validate-lessons.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { readFiles } from "../spec/read-files.ts";

// A server that is lost while a cell runs: test/e2e/finding-pages.test.ts, at server-lost.
it("validateLessons() gives the verdict error when the kernel does not exist, with the server's own words", async () => {
  const { courses } = await readFiles({ "one.yaml": "title: One\nsteps:\n  - code: print(1)\n" });
  const env = { PATH: process.env["PATH"] ?? "" };
  await using provider = createZmqKernels({ env, cwd: tmpdir() });
  await using bridge = await startBridge({ provider, allowEnv: ["*"], env, cwd: tmpdir() });
  const report = await validateLessons({
    courses,
    templates: () => loadTemplates(),
    kernels: [{ name: "no-such-kernel", displayName: "None", chosen: "for this test", server: bridge }],
    jobs: 1,
    hashSeed: 1,
    scratch: tmpdir(),
    outputLimit: 1_000_000,
  });
  expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "error", code: "kernel-start", retries: 1 }]);
  expect(report.lessons[0]?.runs[0]?.reason).toContain("no-such-kernel");
});
