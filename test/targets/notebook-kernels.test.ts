import { describe, expect, it } from "vitest";

import type { TargetKernel } from "../../src/engine/run-input.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import { withNotebookKernels } from "../../src/targets/notebook-kernels.ts";
import { lessonWith } from "../engine/fake-run.ts";

const server = { url: "http://localhost/", token: "" };
const standard: TargetKernel = { name: "python3", displayName: "Python 3", chosen: "the default", server };
const specs = new Map(
  [standard, { name: "Bash", displayName: "Bash" }].map(({ name, displayName }) => [
    name.toLowerCase(),
    { name, displayName },
  ]),
);

/** Each lesson by its file, with the kernelspec that it names. */
async function chosen(kernels: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> {
  const { lesson } = await lessonWith(`  - code: x()\n`);
  const lessons = Object.entries(kernels).map(([file, kernel]): Lesson => {
    const place = { ...lesson.place, file };
    return kernel === undefined ? { ...lesson, place } : { ...lesson, place, kernel };
  });
  return withNotebookKernels(standard, lessons, specs).map(
    ({ name, displayName, chosen: why, lessons: own }) =>
      `${name} (${displayName}), ${why}: ${own?.join(" ") ?? "all"}`,
  );
}

describe("withNotebookKernels()", () => {
  it("runs all in the default where no notebook names another that is there", async () => {
    expect(await chosen({ a: undefined, b: "python3", c: "julia" })).toEqual([
      "python3 (Python 3), the default; julia, which is named, is absent: all",
    ]);
  });

  it("runs notebooks in what they name, however it is written, and all else in the default", async () => {
    expect(await chosen({ a: undefined, b: "bash", c: "BASH", d: "Python3" })).toEqual([
      "python3 (Python 3), the default: a d",
      "Bash (Bash), named by 2 notebooks: b c",
    ]);
  });

  it("leaves the default out where nothing runs in it", async () => {
    expect(await chosen({ b: "bash" })).toEqual(["Bash (Bash), named by 1 notebook: b"]);
  });
});
