import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { findStep, parseTarget } from "../../src/commands/target.ts";
import { readCourses } from "../../src/spec/read-courses.ts";

describe("parseTarget()", () => {
  it.each([
    ["lesson.yaml", { path: "lesson.yaml" }],
    ["lesson.yaml:42", { path: "lesson.yaml", line: 42 }],
    ["pack/lesson.yml:7", { path: "pack/lesson.yml", line: 7 }],
    ["pack:7", { path: "pack:7" }],
    ["lesson.yaml:x", { path: "lesson.yaml:x" }],
  ])("takes %s apart", (operand, target) => {
    expect(parseTarget(operand)).toEqual(target);
  });
});

describe("findStep()", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "nbproof-target-"));
    await writeFile(
      join(folder, "a.yaml"),
      "title: A\nsteps:\n  - prose: One\n  - code: |\n      x = 1\n  - prose: Two\n  - code: |\n      x\n",
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  const find = async (line: number): Promise<number | undefined> => {
    const { courses } = await readCourses(["a.yaml"], { cwd: folder });
    return findStep(courses, line);
  };

  it.each([
    [4, 1],
    [5, 1],
    [6, 1],
    [7, 3],
    [99, 3],
  ])("finds the cell of line %i", async (line, step) => {
    expect(await find(line)).toBe(step);
  });

  it("refuses a line before the first cell and says where that is", async () => {
    await expect(find(3)).rejects.toThrow(
      "No step that runs begins at or before line 3 of a.yaml; the first is at line 4",
    );
  });

  it("leaves a lesson that could not be read to its diagnostics", () => {
    expect(findStep([], 3)).toBeUndefined();
  });
});
