import { dirname } from "node:path";

import { describe, expect, it } from "vitest";

import { startBridge } from "../../src/bridge/bridge.ts";
import { validateLessons } from "../../src/commands/validate-lessons.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";

import { codes, diagnosticCodes, infrastructureCodes, pageOf } from "../../src/lesson/code-entries.ts";
import type { Code } from "../../src/lesson/codes.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { exitCodeOf } from "../../src/report/exit-code.ts";
import { renderReport } from "../../src/report/render-report.ts";
import { plainStyle } from "../../src/report/style.ts";
import { readPacks } from "../../src/spec/read-pack.ts";
import { type Files, readPage, withPrinted } from "../docs/finding-page.ts";
import { type ExampleRun, runExample } from "../docs/run-example.ts";
import { whatIsWrong } from "../docs/what-is-wrong.ts";
import { startJupyterServer } from "../servers/start-jupyter-server.mjs";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";

/** What is wrong with a file is shown without a kernel, in test/docs/findings.test.ts. */
const shownByRuns = (Object.keys(codes) as Code[]).filter((code) => !Object.hasOwn(diagnosticCodes, code));

describe.each(shownByRuns)("the example of %s", (code) => {
  it("is found, and printed as the page has it (npm run docs:runs mends it)", async () => {
    const page = await readPage(code);
    const { exitCode, printed } = await run(code, page.example, page.command);
    await expect(withPrinted(page, printed)).toMatchFileSnapshot(`../../${pageOf(code)}`);
    expect(printed).toMatch(new RegExp(`^(?:\\S+:\\d+:\\d+ {2}${code} {2}|! .*\\n? +${code}: )`, "m"));
    expect(exitCode).toBe(Object.hasOwn(infrastructureCodes, code) ? 3 : 1);
  });

  it("passes once it is mended", async () => {
    const { command, mended } = await readPage(code);
    for (const files of mended) {
      const { exitCode, printed } = await run(code, files, command);
      expect(printed.trim()).toBe("");
      expect(exitCode).toBe(0);
    }
  });
});

/** In the embedded kernel, which is the same on every machine, but for what it cannot show. */
async function run(code: Code, files: Files, command: string): Promise<ExampleRun> {
  return await (elsewhere[code] ?? runExample)(files, command);
}

const elsewhere: Partial<Readonly<Record<Code, (files: Files, command: string) => Promise<ExampleRun>>>> = {
  "command-failed": async (files, command) => runExample(files, command, { kernel: await pythonEnvironment() }),
  "output-dropped": runOnServer,
  "server-lost": loseServer,
};

/** Runs the command on a jupyter_server with the limits that it has of itself. */
async function runOnServer(files: Files, command: string): Promise<ExampleRun> {
  await using server = await startJupyterServer();
  const env = { NBPROOF_TOKEN: server.token };
  return await runExample(files, command.replace("http://127.0.0.1:8888/", server.url), { env });
}

/** Validates the example and ends the server while its cell runs. */
async function loseServer(files: Files): Promise<ExampleRun> {
  const cwd = await folderOf(files);
  const { courses, sources, diagnostics } = await readPacks(["lesson.yaml"], { cwd });
  const env = { PATH: process.env["PATH"] ?? "" };
  await using provider = createZmqKernels({ env, cwd });
  const server = await startBridge({ provider, allowEnv: ["*"], env, cwd });
  const name = dirname(dirname(await pythonEnvironment()));
  const started: number[] = [];
  const ran = await validateLessons({
    courses,
    templates: () => loadTemplates(),
    kernels: [{ name, displayName: "Python", chosen: "for this test", server }],
    jobs: 1,
    hashSeed: 1,
    scratch: cwd,
    outputLimit: 1_000_000,
    onProgress: (progress) => {
      if (progress.kind !== "step-started") return;
      started.push(progress.step);
      if (progress.step === 2) setTimeout(() => void server[Symbol.asyncDispose](), 300);
    },
  });
  // A second try was made, and found no server.
  expect(started).toEqual([1, 2]);
  expect(ran.lessons[0]?.runs).toMatchObject([{ verdict: "error", retries: 1 }]);
  const unrated = { version: 1, diagnostics, hashSeed: 1, ...ran } as const;
  const report = { ...unrated, exitCode: exitCodeOf(unrated) };
  const text = renderReport(report, sources, { style: plainStyle, verbose: false });
  return { exitCode: report.exitCode, printed: whatIsWrong(text, cwd) };
}
