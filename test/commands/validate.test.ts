import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { beforeEach, describe, expect, it, vi } from "vitest";

import { runCommandLine } from "../../src/commands/run-command-line.ts";
import * as facts from "../../src/run/read-facts.ts";
import type { FakeServer } from "../client/fake-server.ts";
import { kernelsLeft, openKernelServer } from "../engine/fake-run.ts";
import { codeCell, notebookFile } from "../ipynb/examples.ts";
import { folderOf } from "../spec/read-files.ts";
import { recordContext } from "./context.ts";

let server: FakeServer;
beforeEach(async () => {
  server = await openKernelServer({ foreign: true });
});

interface Result {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `nbproof validate` in a folder, on the server. */
async function validate(cwd: string, ...args: readonly string[]): Promise<Result> {
  const { context, out, err } = recordContext(cwd);
  const exitCode = await runCommandLine(["validate", ...args, "--server", server.url], context);
  return { exitCode, out: out(), err: err() };
}

const passing = 'title: T\nsteps:\n  - code: print("1")\n    expect: "1"\n';
const course = "title: C\nlessons: [a.yaml]\n";
const bad = {
  "bad/course.yaml": course,
  "bad/a.yaml": passing,
  "bad/templates/title.md.njk": "# {{ lesson.titel }}\n",
};
const good = { "good/course.yaml": course, "good/a.yaml": passing };

describe("validate()", () => {
  it("reports the other courses where one has a broken template, in --json too", async () => {
    const cwd = await folderOf({ ...bad, ...good });
    const { exitCode, out } = await validate(cwd, "bad", "good", "--json", "report.json");
    expect(exitCode).toBe(2);
    expect(out).toContain("bad/templates/title.md.njk:1:3  bad-template  ");
    expect(out).toContain("# {{ lesson.titel }}");
    const report: unknown = JSON.parse(await readFile(join(cwd, "report.json"), "utf8"));
    expect(report).toMatchObject({
      exitCode: 2,
      kernels: [{ name: "python3" }],
      diagnostics: [{ code: "bad-template", place: { file: "bad/templates/title.md.njk" } }],
      lessons: [{ file: "good/a.yaml", runs: [{ verdict: "passed" }] }],
    });
    expect(kernelsLeft(server)).toBe(0);
  });

  it("runs nothing where every course has a broken template", async () => {
    const { exitCode, out } = await validate(await folderOf(bad), "bad");
    expect([exitCode, server.requests]).toEqual([2, []]);
    expect(out).toContain("bad-template");
  });

  it("reports a bug of ours with its stack, and the other lessons, exit code 70", async () => {
    const cwd = await folderOf({ "a.yaml": passing, "b.yaml": passing });
    const reading = vi.spyOn(facts, "readFacts").mockRejectedValueOnce(new RangeError("ours"));
    const { exitCode, out, err } = await validate(cwd, "a.yaml", "b.yaml", "--jobs", "1");
    reading.mockRestore();
    expect(exitCode).toBe(70);
    expect(out).toContain("nbproof itself failed: RangeError: ours");
    expect(err).toMatch(/nbproof: This is a bug in nbproof[^]*\nRangeError: ours\n +at /);
    expect(server.executed).toContain('print("1")');
  });

  it("refuses a report that cannot be written before anything runs", async () => {
    const cwd = await folderOf({ "a.yaml": passing, "folder/x": "" });
    const { exitCode, err } = await validate(cwd, "a.yaml", "--json", "folder");
    expect([exitCode, server.executed]).toEqual([2, []]);
    expect(err).toContain("folder is a folder");
  });

  it("opens no kernel for lessons that do not run", async () => {
    const kernelspec = { name: "other", display_name: "Other", language: "python" };
    const cwd = await folderOf({ ...bad, "a.ipynb": notebookFile([codeCell('print("1")')], { kernelspec }) });
    server.rest = ({ url }, response) => {
      if (url !== "/api/kernelspecs") return false;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ default: "python3", kernelspecs: { python3: {}, other: {} } }));
      return true;
    };
    await validate(cwd, "bad", "a.ipynb", "--json", "report.json");
    const report: unknown = JSON.parse(await readFile(join(cwd, "report.json"), "utf8"));
    expect(report).toMatchObject({ kernels: [{ name: "other" }], lessons: [{ file: "a.ipynb" }] });
  });

  it("runs up to a line, and shows what a reader sees there", async () => {
    const lesson = `${passing}  - code: print("2")\n`;
    const { exitCode, out } = await validate(await folderOf({ "a.yaml": lesson }), "a.yaml:4");
    expect(exitCode).toBe(0);
    expect(server.executed).not.toContain('print("2")');
    expect(out).toContain("1\n");
  });

  it("says that there is no such kernel, and what is wrong with files all the same", async () => {
    const cwd = await folderOf({ "a.yaml": passing, "b.yaml": "title: T\nstepz: []\n" });
    const { exitCode, out, err } = await validate(cwd, "a.yaml", "b.yaml", "--kernel", "spam");
    expect(err).toContain("has no kernelspec spam; it has python3");
    expect(out).toContain("b.yaml:2:1  unknown-key");
    expect(exitCode).toBe(2);
  });

  it("--write saves a notebook with what its cells showed", async () => {
    const cwd = await folderOf({ "a.ipynb": notebookFile([codeCell('print("1")')]) });
    const { out } = await validate(cwd, "a.ipynb", "--write");
    expect(out).toContain("a.ipynb is saved with its new outputs\n");
    expect(JSON.parse(await readFile(join(cwd, "a.ipynb"), "utf8"))).toMatchObject({
      cells: [{ outputs: [{ text: ["1\n"] }] }],
    });
  });
});

describe("validate() --update", () => {
  const open = 'title: T\nsteps:\n  - code: print("1")\n';

  it("writes what was seen", async () => {
    const cwd = await folderOf({ "a.yaml": open });
    const { exitCode } = await validate(cwd, "a.yaml", "--update");
    expect(exitCode).toBe(0);
    expect(await readFile(join(cwd, "a.yaml"), "utf8")).toBe(`${open}    expect: 1\n`);
  });

  it("records the step of a line alone", async () => {
    const twice = `${open}  - code: print("1")\n  - prose: x\n  - quiz: |\n      Right?\n\n      - [x] yes\n      - [ ] no\n`;
    const cwd = await folderOf({ "a.yaml": twice });
    expect((await validate(cwd, "a.yaml:4", "--update")).exitCode).toBe(0);
    const wanted = twice.replace("  - prose", "    expect: 1\n  - prose");
    expect(await readFile(join(cwd, "a.yaml"), "utf8")).toBe(wanted);
    const ofQuiz = await validate(cwd, "a.yaml:8", "--update");
    expect(ofQuiz.exitCode).toBe(2);
    expect(ofQuiz.err).toContain("Line 8 is in a step of another kind: --update records what code shows");
    const anew = await validate(cwd, "a.yaml:4", "--update=new");
    expect(anew.err).toContain("--update=new runs whole lessons: leave the line away");
  });

  it.each([
    [
      "changed",
      "The file has changed since it was read",
      async (path: string): Promise<void> => await writeFile(path, passing),
    ],
    ["gone", "The file is gone since it was read", async (path: string): Promise<void> => await rm(path)],
  ])("leaves alone a file that is %s meanwhile, and writes the others", async (_, reason, meanwhile) => {
    const cwd = await folderOf({ "a.yaml": open, "b.yaml": open });
    server.cells['print("1")'] = async (cell) => {
      if (server.starts.length === 4) await meanwhile(join(cwd, "a.yaml"));
      cell.print("1\n");
      cell.end();
    };
    const { exitCode, out } = await validate(cwd, "a.yaml", "b.yaml", "--update", "--jobs", "1");
    expect(out).toContain(reason);
    expect(await readFile(join(cwd, "b.yaml"), "utf8")).toBe(`${open}    expect: 1\n`);
    expect(exitCode).toBe(1);
  });
});

describe("validate() --stress", () => {
  it("names what is unstable", async () => {
    let turn = 0;
    server.cells['print("1")'] = (cell) => {
      cell.print(`${++turn}\n`);
      cell.end();
    };
    const cwd = await folderOf({ "a.yaml": passing });
    const { exitCode, out } = await validate(cwd, "a.yaml", "--stress", "1", "--jobs", "1");
    expect([exitCode, turn]).toEqual([0, 1]);
    expect((await validate(cwd, "a.yaml", "--stress", "1", "--jobs", "1")).exitCode).toBe(1);
    expect(out).toContain("1 lesson");
  });
});
