import { describe, expect, it } from "vitest";

import type { SolutionMutation, SolutionSurvivor } from "../../src/model/mutation.ts";
import type { LessonReport } from "../../src/model/report.ts";
import { renderSolutions } from "../../src/report/render-solutions.ts";
import { plainStyle } from "../../src/report/style.ts";
import { lesson, result, step } from "./sample-report.ts";

const survivor: SolutionSurvivor = {
  kind: "comparison",
  place: { file: "pack/gil.yaml", line: 20, column: 7 },
  solution: { file: "pack/gil.yaml", line: 14, column: 11 },
  before: "    if n > 1:",
  after: "    if n >= 1:",
};

const none: SolutionMutation = { mutants: 0, refused: 0, unended: 0, equivalent: 0, survivors: [] };

function measured(name: string, ...solutions: readonly SolutionMutation[]): LessonReport {
  const results = solutions.map((each, index) => result("passed", { solutions: each }, `k${index + 1}`));
  return lesson(name, [step(`pack/${name}.yaml`, 5, results)]);
}

describe("renderSolutions()", () => {
  it("is empty where nothing was measured", () => {
    expect(renderSolutions({ lessons: [lesson("gil", [step("pack/gil.yaml", 5, ["passed"])])] }, plainStyle)).toBe("");
  });

  it("shows each survivor once, and a score for each exercise over all kernels", () => {
    const one = { mutants: 1000, refused: 999, unended: 2, equivalent: 3, survivors: [survivor] };
    const lessons = [measured("gil", one, one), measured("practice", none)];
    expect(`\n${renderSolutions({ lessons }, plainStyle)}\n`).toMatchInlineSnapshot(`
      "
      pack/gil.yaml:20:7  All tests accept the solution with another comparison in line 14

        solution │     if n > 1:
        changed  │     if n >= 1:

      Changed solutions that the tests refuse:
        gil: line 5        99.9 %  1998 of 2000 changes  by their deadline: 4  declared equivalent: 6
        practice: line 5  there is nothing to change
      "
    `);
  });
});
