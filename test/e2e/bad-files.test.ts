import { describe, expect, it } from "vitest";

import { CourseCopy } from "./course-copy.ts";
import { runNbproof } from "./run-nbproof.ts";

const LESSON = "memory-management.yaml";

/** A step with one fault each: the steps' text, the line of the fault counted from the step's first, and its code. */
const faults: readonly (readonly [steps: string, line: number, code: string])[] = [
  ["  - code: pass\n    expects: nothing\n", 1, "unknown-key"],
  ["  - id: first-count\n    code: pass\n", 0, "duplicate-id"],
  ["  - code: [1, 2, 3]\n", 0, "needs-quotes"],
  ["  - code: print(1)  # one\n", 0, "text-cut"],
  ["  - code: |\n      print(1)\n    expect: $(integer)\n", 2, "bad-pattern"],
  ["  - include: shared/nowhere.yaml\n", 0, "missing-file"],
  ["  - quiz: |\n      Which?\n      - [ ] This\n      - [ ] That\n", 2, "bad-quiz"],
  ["  - requires: { python: banana }\n    code: pass\n", 0, "bad-version"],
];

describe("nbproof validate", () => {
  it("tells all that is wrong with all files in one run, each at its line, and executes none of them", async () => {
    await using course = await CourseCopy.make();
    const expected: string[] = [];
    for (const [steps, offset, code] of faults) {
      const line = await course.append(LESSON, steps);
      expected.push(`${LESSON}:${line + offset}: ${code}`);
    }
    const tab = await course.append("bytecode.yaml", "  - code: |\n      pass\n\tid: tabbed\n");
    expected.push(`bytecode.yaml:${tab + 2}: yaml-syntax`);
    // In another file: what a missing include might have bound is not known.
    const use = await course.append("object-internals.yaml", "  - code: |\n      print(1)  # => $(=never)\n");
    expected.push(`object-internals.yaml:${use + 1}: unknown-capture`);
    const { exitCode, stdout, stderr } = await runNbproof(["validate", "."], { cwd: course.folder });
    const places = /^(\S+\.yaml):(\d+):\d+\s+([a-z-]+)/gm;
    const told = [...`${stdout}${stderr}`.matchAll(places)].map(([, file, line, code]) => `${file}:${line}: ${code}`);
    expect(told.filter((each) => expected.includes(each)).sort()).toEqual([...expected].sort());
    expect(exitCode).toBe(2);
  });
});
