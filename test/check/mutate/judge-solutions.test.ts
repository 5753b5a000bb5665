import { describe, expect, it } from "vitest";

import { judgeSolutions, unstableSolution } from "../../../src/check/mutate/judge-solutions.ts";
import type { SolutionTrial } from "../../../src/model/mutation.ts";
import { exerciseStep } from "../examples.ts";

const trial = (after: string, accepted: boolean, ended = true): SolutionTrial => ({
  mutant: { kind: "constant", line: 0, before: "answer = 1", after, code: after },
  accepted,
  ended,
});

const declared = (
  line: string,
): { line: string; place: { file: string; line: number; column: number }; reason: string } => ({
  line,
  place: { file: "lesson.yaml", line: 30, column: 7 },
  reason: "It makes no difference.",
});

describe("judgeSolutions()", () => {
  const trials = [trial("answer = 0", false), trial("answer = 2", false, false), trial("  answer = (\n    3)", true)];

  it("counts what is refused and places what survives at the tests", () => {
    expect(judgeSolutions(exerciseStep(), trials)).toEqual({
      findings: [],
      solutions: {
        mutants: 3,
        refused: 2,
        unended: 1,
        equivalent: 0,
        survivors: [
          {
            kind: "constant",
            place: { file: "lesson.yaml", line: 16, column: 7 },
            solution: { file: "lesson.yaml", line: 14, column: 5 },
            before: "answer = 1",
            after: "  answer = (\n    3)",
          },
        ],
      },
    });
  });

  it("counts apart what is declared equivalent, whatever its indents", () => {
    const { findings, solutions } = judgeSolutions(exerciseStep({ equivalent: [declared("answer = ( 3)")] }), trials);
    expect(findings).toEqual([]);
    expect(solutions).toEqual({ mutants: 2, refused: 2, unended: 1, equivalent: 1, survivors: [] });
  });

  it.each([
    ["answer = 0", "The solution with the line `answer = 0` is not equivalent: a test refuses it", undefined],
    ["spam", "No change of the solution gives the line `spam`", undefined],
    ["answer =( 3)", "No change of the solution gives the line `answer =( 3)`", "Did you mean `answer = ( 3)`?"],
  ])("finds that %s is not equivalent", (line, message, advice) => {
    const { findings } = judgeSolutions(exerciseStep({ equivalent: [declared(line)] }), trials);
    expect(findings).toEqual([
      { code: "not-equivalent", place: declared(line).place, message, ...(advice === undefined ? {} : { advice }) },
    ]);
  });
});

describe("unstableSolution()", () => {
  it("is a finding at the solution", () => {
    expect(unstableSolution(exerciseStep())).toMatchObject({ code: "solution-fails", place: { line: 14 } });
  });
});
