import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import schema from "../../schema/report.schema.json" with { type: "json" };
import { examplesOf, expected, files } from "../consumer/examples.mjs";
import { pythonEnvironment } from "./python-environment.ts";

const lesson = `title: One
steps:
  - code: |
      print(1 + 1)  # => 2
  - code: |
      print(2 + 2)  # => 5
  - code: |
      import os
      os._exit(3)
`;

const program = `
import { readCourse, renderReport, startBridge, validate } from "nbproof";
const [kernel] = process.argv.slice(2);
const read = await readCourse("one.yaml");
const refused = await validate(read, { jobs: 0, kernels: [kernel] }).catch((error) => error);
const report = await validate(read, { kernels: [kernel] });
const bridge = await startBridge();
await bridge[Symbol.asyncDispose]();
process.stdout.write(JSON.stringify({
  refused: String(refused),
  report: JSON.parse(renderReport(report, { format: "json" })),
  text: renderReport(report, { sources: read.sources }),
}));
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-api-"));
  await mkdir(join(folder, "node_modules"));
  await symlink(resolve("."), join(folder, "node_modules/nbproof"));
  for (const [path, text] of Object.entries({ ...files, "one.yaml": lesson })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

interface Ran {
  readonly exitCode: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of somebody else's, to its own end. */
async function run(code: string, ...args: readonly string[]): Promise<Ran> {
  await writeFile(join(folder, "program.mjs"), code);
  return await new Promise((settle) => {
    execFile(process.execPath, ["program.mjs", ...args], { cwd: folder }, (error, stdout, stderr) =>
      settle({ exitCode: error?.code ?? error?.signal ?? 0, stdout, stderr }),
    );
  });
}

describe("a program that uses nbproof", () => {
  it("gets reports of a real kernel that fit their schema, and has its console and its end to itself", async () => {
    const kernel = await pythonEnvironment();
    const { exitCode, stdout, stderr } = await run(program, kernel);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const { refused, report, text } = JSON.parse(stdout) as Record<string, string>;
    expect(refused).toBe("RangeError: jobs must be a whole number from 1, not 0");
    expect(report).toMatchObject({
      exitCode: 1,
      kernels: [{ name: kernel, chosen: "asked for" }],
      lessons: [
        {
          steps: [
            { results: [{ verdict: "passed" }] },
            { results: [{ verdict: "failed", findings: [{ code: "output-differs", place: { line: 6 } }] }] },
            { results: [{ verdict: "failed", findings: [{ code: "kernel-died" }] }] },
          ],
        },
      ],
    });
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    expect([ajv.validate(schema, report), ajv.errors]).toEqual([true, null]);
    expect(text).toContain("1 lesson, 3 steps: 1 passed, 2 failed");
  });

  // `npm run test:consumer` does so with the package that is made of this, on each Node.
  it("prints what docs/api.md says, example for example, and nothing else", async () => {
    const examples = examplesOf(await readFile("docs/api.md", "utf8"));
    expect(examples.map(({ heading }) => heading)).toEqual(Object.keys(expected));
    for (const { heading, code } of examples) {
      expect(await run(code), heading).toEqual({
        exitCode: 0,
        stdout: expect.stringMatching(expected[heading] ?? ""),
        stderr: "",
      });
    }
  });
});
