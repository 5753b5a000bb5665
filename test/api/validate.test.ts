import { beforeEach, describe, expect, it } from "vitest";

import { readCourse, type ReadCourse } from "../../src/api/read-course.ts";
import { renderReport } from "../../src/api/render-report.ts";
import { validate, type ValidateOptions } from "../../src/api/validate.ts";
import type { Report } from "../../src/model/report.ts";
import type { FakeServer } from "../client/fake-server.ts";
import { die, openKernelServer, verdictsOf } from "../engine/fake-run.ts";
import { folderOf } from "../spec/read-files.ts";

let server: FakeServer;
beforeEach(async () => {
  server = await openKernelServer();
});

const lesson = `title: One
steps:
  - code: print("1")
    expect: "1"
  - code: print("2")
    expect: "3"
`;

async function read(files: Readonly<Record<string, string>> = { "one.yaml": lesson }): Promise<ReadCourse> {
  return await readCourse("one.yaml", { cwd: await folderOf(files) });
}

async function run(course: ReadCourse, options: ValidateOptions = {}): Promise<Report> {
  const { url } = server;
  return await validate(course, { server: { url, token: "t" }, ...options });
}

function throwMine(): void {
  throw new Error("mine");
}

describe("validate()", () => {
  it("reports what a course shows, and tells how far it is", async () => {
    const told: string[] = [];
    const report = await run(await read(), { hashSeed: 7, onEvent: ({ kind }) => void told.push(kind) });
    expect(verdictsOf(report)).toEqual(["passed", "failed (output-differs)"]);
    expect(report).toMatchObject({ version: 1, diagnostics: [], hashSeed: 7, exitCode: 1 });
    expect(report.kernels).toMatchObject([{ name: "python3", chosen: `on ${server.url}, the default there` }]);
    const step = ["step-started", "step-finished"];
    expect(told).toEqual(["lesson-started", ...step, ...step, "lesson-finished"]);
  });

  it("takes a course without what was read beside it", async () => {
    const { course } = await read();
    expect(course && (await validate(course, { server: { url: server.url, token: "t" } })).exitCode).toBe(1);
  });

  it("has what is wrong with files in the report, and runs what is in order", async () => {
    const cwd = await folderOf({
      "c/course.yaml": "title: C\nlessons: [one.yaml, two.yaml]\n",
      "c/one.yaml": lesson,
      "c/two.yaml": "titel: Two\n",
    });
    const report = await run(await readCourse("c", { cwd }));
    expect(report.diagnostics.map(({ code }) => code)).toContain("unknown-key");
    expect([verdictsOf(report).length, report.exitCode]).toEqual([2, 2]);
  });

  it("has a broken template in the report", async () => {
    const cwd = await folderOf({
      "c/course.yaml": "title: C\nlessons: [one.yaml]\n",
      "c/one.yaml": lesson,
      "c/templates/title.md.njk": "{% if %}",
    });
    const { diagnostics, lessons, exitCode } = await run(await readCourse("c", { cwd }));
    expect(diagnostics).toMatchObject([{ code: "bad-template", place: { file: "c/templates/title.md.njk" } }]);
    expect([lessons, exitCode]).toEqual([[], 2]);
  });

  it("limits what may be skipped", async () => {
    const skipped = `${lesson}  - code: print("1")\n    requires: { python: "<3" }\n    expect: "1"\n`;
    const { skips } = await run(await read({ "one.yaml": skipped }), { maxSkipped: 0 });
    expect(skips).toMatchObject({ allowed: 0, kernels: [{ kernel: "python3", skipped: 1 }] });
  });

  it("takes kernels by name, and says of them nothing about a command line", async () => {
    server.cells['print("2")'] = die;
    const course = await read();
    const report = await run(course, { kernels: ["python3"] });
    expect(report.kernels).toMatchObject([{ chosen: `on ${server.url}, asked for` }]);
    expect(verdictsOf(report)).toEqual(["passed", "failed (kernel-died)"]);
    expect(renderReport(report, { sources: course.sources })).not.toContain("--kernel");
  });

  it("rejects where a kernel that was asked for is not there", async () => {
    await expect(run(await read(), { kernels: ["ir"] })).rejects.toMatchObject({
      name: "InfrastructureError",
      message: `${server.url} has no kernelspec ir; it has python3: name one of these`,
    });
  });

  it("rejects with the reason of its signal, before the run and in it", async () => {
    const course = await read();
    const over = new Error("over");
    await expect(run(course, { signal: AbortSignal.abort(over) })).rejects.toBe(over);
    const stopped = new AbortController();
    const stop = (): void => stopped.abort(over);
    await expect(run(course, { signal: stopped.signal, onEvent: stop })).rejects.toBe(over);
  });

  it("rejects with what onEvent throws", async () => {
    await expect(run(await read(), { onEvent: throwMine })).rejects.toThrow(new Error("mine"));
  });

  it.each<[ValidateOptions, Error]>([
    [{ jobs: 0 }, new RangeError("jobs must be a whole number from 1, not 0")],
    [{ jobs: 1.5 }, new RangeError("jobs must be a whole number from 1, not 1.5")],
    [{ timeout: Infinity }, new RangeError("timeout must be a whole number from 1, not Infinity")],
    [{ outputLimit: 0 }, new RangeError("outputLimit must be a whole number from 1, not 0")],
    [{ maxSkipped: -1 }, new RangeError("maxSkipped must be a whole number from 0, not -1")],
    [{ hashSeed: 2 ** 32 }, new RangeError("hashSeed must be a whole number from 0 to 4294967295, not 4294967296")],
    ...["nowhere", "ftp://h/", "http://u:secret@h/"].map((url): [ValidateOptions, Error] => [
      { server: { url } },
      new TypeError("server.url must be a URL such as http://127.0.0.1:8888/, without a user and password"),
    ]),
  ])("refuses %j before anything starts", async (options, error) => {
    await expect(run(await read(), options)).rejects.toThrow(error);
    expect(server.requests).toEqual([]);
  });
});
