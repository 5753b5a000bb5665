import { dirname } from "node:path";

import { describe, expect, it } from "vitest";

import { type Bridge, startBridge } from "../../src/bridge/bridge.ts";
import type { RanLessons } from "../../src/engine/report-so-far.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";

import { codes, diagnosticCodes, infrastructureCodes, pageOf } from "../../src/model/code-entries.ts";
import type { Code } from "../../src/model/codes.ts";
import { exitCodeOf } from "../../src/model/exit-code.ts";
import { renderReport } from "../../src/report/render-report.ts";
import { plainStyle } from "../../src/report/style.ts";
import { readCourses } from "../../src/spec/read-courses.ts";
import { type Files, readPage, withPrinted } from "../docs/finding-page.ts";
import { type ExampleRun, runExample } from "../docs/run-example.ts";
import { whatIsWrong } from "../docs/what-is-wrong.ts";
import { startJupyterServer } from "../servers/start-jupyter-server.mjs";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runCourses } from "./run-courses.ts";

/** What is wrong with a file is shown without a kernel, in test/docs/findings.test.ts. */
const shownByRuns = (Object.keys(codes) as Code[]).filter((code) => !Object.hasOwn(diagnosticCodes, code));

describe.each(shownByRuns)("the example of %s", (code) => {
  it("is found, and printed as the page has it (npm run docs:runs mends it)", async () => {
    const page = await readPage(code);
    const { exitCode, printed } = await run(code, page.example, page.command);
    await expect(withPrinted(page, printed)).toMatchFileSnapshot(`../../${pageOf(code)}`);
    expect(printed).toMatch(new RegExp(`^(?:\\S+:\\d+:\\d+ {2}${code} {2}|! .*\\n? +${code}: )`, "m"));
    expect(exitCode).toBe(exitCodes[code] ?? (Object.hasOwn(infrastructureCodes, code) ? 3 : 1));
  });
});

/** Commands that many pages have: what those mend runs together. */
const common = ["nbproof validate lesson.yaml", "nbproof validate lesson.yaml --strict"];

describe("what the pages mend", async () => {
  const mended = (await Promise.all(shownByRuns.map(mendedExamples))).flat();
  const [together, apart] = [true, false].map((wanted) =>
    mended.filter(({ code, command }) => (common.includes(command) && elsewhere[code] === undefined) === wanted),
  );

  it.each(common)("passes with %s", async (command) => {
    const own = together?.filter((example) => example.command === command) ?? [];
    expect(own.length).toBeGreaterThan(2);
    const files = own.flatMap(({ files: each }, index) =>
      Object.entries(each).map(([name, content]) => [`${folderName(own, index)}/${name}`, content] as const),
    );
    const paths = own.map((_, index) => `${folderName(own, index)}/lesson.yaml`).join(" ");
    const ran = await runExample(Object.fromEntries(files), command.replace("lesson.yaml", paths));
    expect(ran).toEqual({ exitCode: 0, printed: "\n" });
  });

  it.each(apart ?? [])("passes: $code", async ({ code, files, command }) => {
    const { exitCode, printed } = await run(code, files, command);
    // Scores are printed whatever they are.
    expect(printed.replace(/^Changed solutions that the tests refuse:\n.*\n/m, "").trim()).toBe("");
    expect(exitCode).toBe(0);
  });
});

interface MendedExample {
  readonly code: Code;
  readonly command: string;
  readonly files: Files;
}

async function mendedExamples(code: Code): Promise<readonly MendedExample[]> {
  const { command, mended } = await readPage(code);
  return mended.map((files) => ({ code, command, files }));
}

function folderName(examples: readonly MendedExample[], index: number): string {
  return `${examples[index]?.code}-${index}`;
}

/** A bug of ours. */
const exitCodes: Partial<Readonly<Record<Code, number>>> = { internal: 70 };

/** In the embedded kernel, which is the same on every machine, but for what it cannot show. */
async function run(code: Code, files: Files, command: string): Promise<ExampleRun> {
  return await (elsewhere[code] ?? runExample)(files, command);
}

const elsewhere: Partial<Readonly<Record<Code, (files: Files, command: string) => Promise<ExampleRun>>>> = {
  "command-failed": async (files, command) => runExample(files, command, { kernel: await pythonEnvironment() }),
  "output-dropped": runOnServer,
  "server-lost": loseServer,
  internal: failOurselves,
};

/** Runs the command on a jupyter_server with the limits that it has of itself. */
async function runOnServer(files: Files, command: string): Promise<ExampleRun> {
  await using server = await startJupyterServer();
  const env = { NBPROOF_TOKEN: server.token };
  return await runExample(files, command.replace("http://127.0.0.1:8888/", server.url), { env });
}

/** Validates the example and ends the server while its cell runs. */
async function loseServer(files: Files): Promise<ExampleRun> {
  const started: number[] = [];
  const { ran, ...printed } = await runHere(files, (server) => ({
    onEvent: (event) => {
      if (event.kind !== "step-started") return;
      started.push(event.step);
      if (event.step === 2) setTimeout(() => void server[Symbol.asyncDispose](), 300);
    },
  }));
  // A second try was made, and found no server.
  expect(started).toEqual([1, 2]);
  expect(ran.lessons[0]?.runs).toMatchObject([{ verdict: "error", retries: 1 }]);
  return printed;
}

/** Gives the engine cells that have no tags, as none ever has: a bug. */
async function failOurselves(files: Files): Promise<ExampleRun> {
  const { ran, ...printed } = await runHere(files, () => ({
    alter: (lesson) => ({
      ...lesson,
      solutions: lesson.solutions.map((cell) => ({ ...cell, tags: undefined }) as never),
    }),
  }));
  expect(ran.lessons[0]?.runs).toMatchObject([{ code: "internal", retries: 0 }]);
  expect(ran.lessons[0]?.runs[0]?.stack).toContain("TypeError: Cannot read properties of undefined");
  return printed;
}

type RunOptions = Pick<Parameters<typeof runCourses>[1], "onEvent" | "alter">;

/** Runs the example's lesson behind a bridge of our own. */
async function runHere(
  files: Files,
  options: (server: Bridge) => RunOptions,
): Promise<ExampleRun & { ran: RanLessons }> {
  const cwd = await folderOf(files);
  const { courses, sources, diagnostics } = await readCourses(["lesson.yaml"], { cwd });
  const env = { PATH: process.env["PATH"] ?? "" };
  await using provider = createZmqKernels({ env, cwd });
  await using server = await startBridge({ provider, allowEnv: ["*"], env, cwd });
  const name = dirname(dirname(await pythonEnvironment()));
  const kernel = { name, server: { url: server.url, token: server.token } };
  const ran = await runCourses(courses, { kernel, scratch: cwd, ...options(server) });
  const unrated = { version: 1, diagnostics, hashSeed: 1, ...ran } as const;
  const report = { ...unrated, exitCode: exitCodeOf(unrated) };
  const text = renderReport(report, sources, { style: plainStyle, verbose: false });
  return { ran, exitCode: report.exitCode, printed: whatIsWrong(text, cwd) };
}
