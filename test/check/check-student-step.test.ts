import { describe, expect, it } from "vitest";

import { checkStudentStep } from "../../src/check/check-student-step.ts";
import type { Observation } from "../../src/model/observation.ts";
import { cellAction, codeStep, lessonOf, observedStep, raised, seen } from "./examples.ts";

const lesson = lessonOf(codeStep("a", "pass"));

function codes(observation: Observation, mayRaise = false): readonly string[] {
  const action = { ...cellAction(), mayRaise };
  return checkStudentStep(lesson, observedStep(0, [{ action, observations: [observation] }])).map(
    ({ code, place }) => `${place.line} ${code}`,
  );
}

const keyError = seen([raised("KeyError", "'x'")]);

describe("checkStudentStep()", () => {
  it.each([
    ["accepts a cell that comes to its end", seen([]), false, []],
    ["reports a cell at which Run All stops", keyError, false, ["10 student-stops"]],
    ["accepts that a cell raises which may", keyError, true, []],
    [
      "reports a cell that does not end",
      seen([], { ending: { kind: "timed-out", timeout: 1000, restarted: false } }),
      false,
      ["10 timed-out"],
    ],
  ])("%s", (_, observation, mayRaise, expected) => {
    expect(codes(observation, mayRaise)).toEqual(expected);
  });
});
