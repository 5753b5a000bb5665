import { rmSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { beforeEach, describe, expect, it, vi } from "vitest";

import type { LessonToRun } from "../../src/engine/run-input.ts";
import { FACTS_CODE } from "../../src/run/kernel-code.ts";
import * as workFolder from "../../src/run/work-folder.ts";
import { facts } from "../check/examples.ts";
import { type FakeServer, pythonInfo } from "../client/fake-server.ts";
import {
  execute,
  inputFor,
  kernelOf,
  kernelsLeft,
  lessonsFrom,
  lessonWith,
  openKernelServer,
  run,
  verdictsOf,
} from "./fake-run.ts";

let server: FakeServer;
beforeEach(async () => {
  server = await openKernelServer();
});

const one = `  - code: print("1")\n    expect: "1"\n`;
const bash = { ...pythonInfo, implementation: "bash", language_info: { name: "bash", version: "5" } };

/** How often a kernel was asked what it is. */
function askedForFacts(): number {
  return server.executed.filter((code) => code === FACTS_CODE).length;
}

/** The same lesson as a notebook has it, which runs in a folder of its own. */
function asNotebook(lesson: LessonToRun, cwd: string): LessonToRun {
  return { ...lesson, lesson: { ...lesson.lesson, cwd } };
}

describe("prepareKernel()", () => {
  it("asks what a kernel is once for all lessons with the same environment", async () => {
    const head = (env: string): string => `title: T\nenv: ${env}\nsteps:\n${one}`;
    const lessons = await lessonsFrom({
      "a.yaml": one,
      "b.yaml": one,
      "c.yaml": head("{ A: x, B: y }"),
      "d.yaml": head("{ B: y, A: x }"),
      "e.yaml": head("{ A: y }"),
    });
    await run(await inputFor(server, lessons));
    expect(askedForFacts()).toBe(3);
  });

  it("takes the facts of the lesson's own environment: packages that another does not see", async () => {
    const needs = `requires: { packages: { spam: any } }\nsteps:\n${one}`;
    const lessons = await lessonsFrom({ "a.yaml": one, "b.yaml": `title: T\nenv: { PYTHONPATH: lib }\n${needs}` });
    server.cells[FACTS_CODE] = (cell) => {
      const packages = server.starts.at(-1)?.env["PYTHONPATH"] === "lib" ? { spam: "1.0" } : {};
      cell.print(JSON.stringify({ ...facts, packages }));
      cell.end();
    };
    expect(verdictsOf((await run(await inputFor(server, lessons))).report)).toEqual(["passed", "passed"]);
  });

  it("always asks where a lesson has files, is a notebook, or the server is somebody else's", async () => {
    const files = `title: T\nfiles: [data.txt]\nsteps:\n${one}`;
    const withFiles = await lessonsFrom({ "data.txt": "spam", "a.yaml": files, "b.yaml": files });
    const input = await inputFor(server, withFiles);
    await run(input);
    expect(askedForFacts()).toBe(2);
    const plain = await lessonsFrom({ "a.yaml": one, "b.yaml": one });
    await run({ ...input, lessons: plain.map((each) => asNotebook(each, input.scratch)) });
    expect(askedForFacts()).toBe(4);
    server = await openKernelServer({ foreign: true });
    await run({ ...input, kernels: [kernelOf(server)], lessons: plain });
    expect(askedForFacts()).toBe(2);
  });

  it("gives the kernel the lesson's environment, what the run changes of it, and what the server reads", async () => {
    const [lesson] = await lessonsFrom({ "a.yaml": `title: T\nenv: { LANG: own }\nsteps:\n${one}` });
    const conditions = { environment: { LANG: "changed", TZ: "Asia/Tokyo" } };
    const kernels = [kernelOf(server, { env: { KERNEL_USERNAME: "ada" } })];
    await run(await inputFor(server, lesson === undefined ? [] : [lesson], { conditions, kernels, hashSeed: 7 }));
    expect(server.starts).toMatchObject([
      { name: "python3", env: { LANG: "own", TZ: "Asia/Tokyo", PYTHONHASHSEED: "7", KERNEL_USERNAME: "ada" } },
    ]);
  });

  it("gives each lesson a folder with its files, and a notebook its own", async () => {
    const lessons = await lessonsFrom({ "data.txt": "spam", "a.yaml": `title: T\nfiles: [data.txt]\nsteps:\n${one}` });
    const input = await inputFor(server, lessons);
    const seen: string[] = [];
    server.cells['print("1")'] = async (cell) => {
      const cwd = server.starts.at(-1)?.cwd ?? "";
      seen.push(await readFile(join(cwd, "data.txt"), "utf8"), cwd);
      execute(cell);
    };
    await run(input);
    expect(seen).toEqual(["spam", expect.stringContaining(input.scratch)]);
    delete server.cells['print("1")'];
    await run({ ...input, lessons: [asNotebook(await lessonWith(one), "/")] });
    expect(server.starts.at(-1)?.cwd).toBe("/");
  });

  it("executes the prelude before the lesson, on kernels that understand it", async () => {
    const conditions = { prelude: "x = 1" };
    const input = await inputFor(server, [await lessonWith(one)], { conditions });
    await run(input);
    expect(server.executed.slice(-2)).toEqual(["x = 1", 'print("1")']);
    server.info = bash;
    const { report } = await run({ ...input, lessons: [asNotebook(await lessonWith(one), input.scratch)] });
    expect(verdictsOf(report)).toEqual(["passed"]);
    expect(server.executed.filter((code) => code === "x = 1")).toHaveLength(1);
  });

  it.each([
    ["lessons are in Python", false, false],
    ["on a server only notebooks in Python get their own folder", true, true],
  ])("refuses a kernel of another language: %s", async (why, foreign, notebook) => {
    server = await openKernelServer({ foreign });
    server.info = bash;
    const input = await inputFor(server, []);
    const lesson = await lessonWith(one);
    const { report, left } = await run({ ...input, lessons: [notebook ? asNotebook(lesson, "/") : lesson] });
    const reason = `The kernel python3 runs bash, and ${why}`;
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "error", code: "kernel-start", reason }]);
    expect([left, kernelsLeft(server)]).toEqual([[], 0]);
  });

  it("says so where the kernel does not tell its language", async () => {
    server.info = { status: "ok", protocol_version: "5.3" };
    const { report } = await run(await inputFor(server, [await lessonWith(one)]));
    expect(report.lessons[0]?.runs[0]?.reason).toContain("runs a language that it does not tell, and");
  });

  it("tells the variables that the kernels of somebody else's server did not have", async () => {
    server = await openKernelServer({ foreign: true });
    server.otherwise = (cell) => {
      if (!cell.silent || cell.code === FACTS_CODE) return execute(cell);
      cell.print('{"shared": true, "late": ["PYTHONHASHSEED"]}');
      cell.end();
    };
    const { report } = await run(await inputFor(server, await lessonsFrom({ "a.yaml": one, "b.yaml": one })));
    expect(report.kernels).toMatchObject([{ name: "python3", facts, late: ["PYTHONHASHSEED"] }]);
  });

  it("gives the verdict error, and leaves no folder, where a file is gone since the lesson was read", async () => {
    const lessons = await lessonsFrom({ "data.txt": "spam", "a.yaml": `title: T\nfiles: [data.txt]\nsteps:\n${one}` });
    await rm(lessons[0]?.lesson.files[0]?.source ?? "");
    const { report, left } = await run(await inputFor(server, lessons));
    const reason = expect.stringMatching(/^The lesson's folder cannot be made: ENOENT/);
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "error", code: "kernel-start", reason, retries: 1 }]);
    expect([left, server.requests]).toEqual([[], []]);
  });

  it("does not take a bug of ours for a folder that cannot be made", async () => {
    const made = vi.spyOn(workFolder, "makeWorkFolder").mockRejectedValue(new RangeError("ours"));
    const { report } = await run(await inputFor(server, [await lessonWith(one)]));
    made.mockRestore();
    expect(report.lessons[0]?.runs).toMatchObject([
      { code: "internal", stack: expect.stringMatching(/^RangeError: ours/) },
    ]);
  });

  it("gives the verdict error where the folder cannot be prepared for somebody else's server", async () => {
    server = await openKernelServer({ foreign: true });
    const input = await inputFor(server, [await lessonWith(one)]);
    server.rest = ({ method }) => {
      // As a full disk would: what is to be written there cannot be.
      if (method === "POST") rmSync(input.scratch, { recursive: true, force: true });
      return false;
    };
    const { report } = await run(input);
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "error", code: "kernel-start", retries: 1 }]);
  });

  it("gives a lesson whose kernel's end fails the verdict error, and keeps the report of all", async () => {
    const { makeWorkFolder } = workFolder;
    const made = vi.spyOn(workFolder, "makeWorkFolder").mockImplementationOnce(async (lesson, parent) => {
      const folder = await makeWorkFolder(lesson, parent);
      const remove = async (): Promise<void> => {
        await folder[Symbol.asyncDispose]();
        throw new RangeError("ours");
      };
      return { ...folder, [Symbol.asyncDispose]: remove };
    });
    const input = await inputFor(server, await lessonsFrom({ "a.yaml": one, "b.yaml": one }));
    const { report } = await run(input);
    made.mockRestore();
    expect(verdictsOf(report)).toEqual(["passed", "passed"]);
    expect(report.lessons.map(({ runs }) => runs.map(({ verdict, code }) => [verdict, code]))).toEqual([
      [["error", "internal"]],
      [["passed", undefined]],
    ]);
    expect(report.lessons[0]?.runs[0]).toMatchObject({
      reason: "nbproof itself failed: RangeError: ours",
      stack: expect.stringMatching(/^RangeError: ours\n +at /),
    });
    expect(await readdir(input.scratch)).toEqual([]);
  });
});
