import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { beforeEach, describe, expect, it } from "vitest";

import { runCommandLine } from "../../src/commands/run-command-line.ts";
import type { FakeServer } from "../client/fake-server.ts";
import { openKernelServer } from "../engine/fake-run.ts";
import { folderOf } from "../spec/read-files.ts";
import { recordContext } from "./context.ts";

let server: FakeServer;
beforeEach(async () => {
  server = await openKernelServer({ foreign: true });
});

async function nbproof(
  cwd: string,
  args: readonly string[],
  env = {},
): Promise<{ readonly exitCode: number; readonly out: string; readonly err: string }> {
  const { context, out, err } = recordContext(cwd);
  const onServer = args[0] === "validate" ? ["--server", server.url, "--hash-seed", "7"] : [];
  const exitCode = await runCommandLine([...args, ...onServer], { ...context, env });
  return { exitCode, out: out(), err: err() };
}

/** The fake kernel prints what is between the quotes. */
const lesson = (expected: number): string => `title: T\nsteps:\n  - code: print("1")\n    expect: "${expected}"\n`;
const files = {
  "course.yaml": "title: C\nlessons: [a.yaml, b.yaml, c.yaml, d.yaml]\n",
  "a.yaml": lesson(1),
  "b.yaml": lesson(2),
  "c.yaml": lesson(1),
  "d.yaml": lesson(2),
};

interface Told {
  readonly lessons: readonly { readonly file: string }[];
  readonly [key: string]: unknown;
}

async function reportIn(cwd: string, file: string): Promise<Told> {
  const text = await readFile(join(cwd, file), "utf8");
  return JSON.parse(text, (key, value: unknown) => (key === "duration" ? 0 : value)) as Told;
}

function timeless(text: string): string {
  return text.replaceAll(/[\d.]+ m?s\b/g, "…");
}

describe("validate --shard and merge-reports", () => {
  it("make of three shards what one run says", async () => {
    const cwd = await folderOf(files);
    for (const index of [1, 2, 3]) await nbproof(cwd, ["validate", "--shard", `${index}/3`, "--json", `${index}.json`]);
    const merged = await nbproof(cwd, ["merge-reports", "3.json", "1.json", "2.json", "--json", "merged.json"]);
    const whole = await nbproof(cwd, ["validate", "--json", "whole.json"]);
    expect(await reportIn(cwd, "merged.json")).toEqual(await reportIn(cwd, "whole.json"));
    expect([merged.exitCode, timeless(merged.out)]).toEqual([whole.exitCode, timeless(whole.out)]);
  });

  it("lets a shard that has nothing to do be no failure", async () => {
    const cwd = await folderOf({ "a.yaml": lesson(1) });
    expect((await nbproof(cwd, ["validate", "a.yaml", "--shard", "2/2"])).exitCode).toBe(0);
  });

  it("refuse what are no shards, and no reports", async () => {
    const cwd = await folderOf({ ...files, "x.json": "{}" });
    expect((await nbproof(cwd, ["validate", "--shard", "4/3"])).err).toContain(
      "--shard takes a part of all such as 2/3",
    );
    expect((await nbproof(cwd, ["merge-reports", "x.json"])).err).toContain("x.json is no report of nbproof");
    expect((await nbproof(cwd, ["merge-reports", "y.json"])).err).toContain("There is no report y.json");
  });

  it("write and read how long lessons take", async () => {
    const cwd = await folderOf(files);
    await nbproof(cwd, ["validate", "--durations", "d.json"]);
    const { lessons } = (await reportIn(cwd, "d.json")) as unknown as { lessons: object };
    expect(Object.keys(lessons)).toEqual(["a.yaml", "b.yaml", "c.yaml", "d.yaml"]);
  });
});

describe("validate that is ended early", () => {
  it("by --bail reports what is known, and says so", async () => {
    const cwd = await folderOf(files);
    const { exitCode, out } = await nbproof(cwd, [
      "validate",
      "--bail",
      "1",
      "--jobs",
      "1",
      "--reporter",
      "default,json=r.json,junit=r.xml",
    ]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/Ended by --bail: \d of 4 lessons had finished, and nothing is known of the others\n$/);
    expect(await reportIn(cwd, "r.json")).toMatchObject({ unfinished: { why: "bail", due: 4 } });
    expect(existsSync(join(cwd, "r.xml"))).toBe(true);
  });

  it("by --deadline is no success, though nothing failed", async () => {
    const cwd = await folderOf({ "a.yaml": lesson(1) });
    // Long gone: the time counts from the start of the process that runs this test.
    const { exitCode, out } = await nbproof(cwd, ["validate", "a.yaml", "--deadline", "1ms", "--json", "r.json"]);
    expect(exitCode).toBe(3);
    expect(out).toContain("Ended by --deadline: 0 of 1 lesson had finished");
    expect(await reportIn(cwd, "r.json")).toMatchObject({ unfinished: { why: "deadline" }, exitCode: 3, lessons: [] });
  });
});

describe("validate on the terminal", () => {
  it("says with --quiet nothing but what is wrong", async () => {
    const cwd = await folderOf(files);
    expect(await nbproof(cwd, ["validate", "a.yaml", "--quiet"])).toEqual({ exitCode: 0, out: "", err: "" });
    const { out } = await nbproof(cwd, ["validate", "b.yaml", "--quiet"]);
    expect(out).toMatch(/^b.yaml:4:14 {2}output-differs/);
  });

  it("annotates on GitHub, where no output is a command", async () => {
    const cwd = await folderOf(files);
    const { out } = await nbproof(cwd, ["validate", "b.yaml"], {
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: join(cwd, "summary.md"),
    });
    expect(out).toMatch(
      /^::stop-commands::(\S+)\n[^]*\n::\1::\n::error title=nbproof::1 lesson failed, 1 problem\n::error file=b.yaml,line=4,/,
    );
    expect(await readFile(join(cwd, "summary.md"), "utf8")).toContain("| `b` | ❌ failed |");
  });
});
