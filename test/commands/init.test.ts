import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { runCommandLine } from "../../src/commands/run-command-line.ts";
import { recordContext } from "./context.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-init-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("init()", () => {
  it("writes a course and says what comes next", async () => {
    const { context, out } = recordContext(folder);
    expect(await runCommandLine(["init", "courses/algebra"], context)).toBe(0);
    expect(await readdir(join(folder, "courses/algebra"))).toEqual(["course.yaml", "first-lesson.yaml"]);
    expect(out()).toContain("nbproof validate courses/algebra ");
  });

  it("overwrites nothing", async () => {
    await writeFile(join(folder, "first-lesson.yaml"), "mine");
    const { context, err } = recordContext(folder);
    expect(await runCommandLine(["init", "."], context)).toBe(2);
    expect(err()).toContain("nbproof: first-lesson.yaml is there already; nothing was written\n");
    expect(await readdir(folder)).toEqual(["first-lesson.yaml"]);
    expect(await readFile(join(folder, "first-lesson.yaml"), "utf8")).toBe("mine");
  });
});
