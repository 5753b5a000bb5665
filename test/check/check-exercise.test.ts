import { describe, expect, it } from "vitest";

import { checkExercise } from "../../src/check/check-exercise.ts";
import type { Observation } from "../../src/model/observation.ts";
import type { ObservedAction } from "../../src/model/observed-step.ts";
import type { Attempt } from "../../src/model/plan.ts";
import { cellAction, exerciseStep, observedStep, raised, seen, stdout } from "./examples.ts";

const pass = seen([stdout("✓ is one\n✓ is odd\n")]);
const failOne = seen([stdout("✓ is one\n✗ is odd: 2 is even\n")]);

function attempted(attempt: Attempt, ...observations: readonly Observation[]): ObservedAction {
  return {
    action: {
      kind: "attempt",
      attempt,
      answer: { id: "task_answer", code: "" },
      check: { id: "task_check", code: "" },
    },
    observations,
  };
}

function findings(...actions: readonly ObservedAction[]): readonly string[] {
  const { findings: found } = checkExercise(exerciseStep(), observedStep(0, actions), {});
  return found.map(({ place, code, message }) => `${place.line} ${code}: ${message}`);
}

const starter: Attempt = { kind: "starter" };
const wrong: Attempt = { kind: "wrong", index: 0 };
const timedOut = seen([], { ending: { kind: "timed-out", timeout: 2000, restarted: false } });

describe("checkExercise()", () => {
  it.each([
    ["accepts a starter that fails a test", [attempted(starter, seen([]), failOne)], []],
    [
      "accepts a starter that raises",
      [attempted(starter, seen([raised("NameError", "name 'x' is not defined")]), pass)],
      [],
    ],
    [
      "reports a starter that passes",
      [attempted(starter, seen([]), pass)],
      ["12 starter-passes: The starter passes all tests, so nothing is left to do"],
    ],
    ["accepts a wrong answer that fails a test", [attempted(wrong, seen([]), failOne)], []],
    [
      "reports a wrong answer that passes",
      [attempted(wrong, seen([]), pass)],
      ['22 wrong-passes: The wrong answer "two" passes all tests'],
    ],
    [
      "reports a wrong answer that does not end",
      [attempted(wrong, timedOut)],
      ["22 timed-out: The cell did not end within 2 s; it was interrupted"],
    ],
    [
      "accepts a solution that passes all",
      [
        { action: cellAction("solution"), observations: [seen([])] },
        { action: cellAction("check"), observations: [pass] },
      ],
      [],
    ],
    [
      "reports each test that the solution fails, at the test",
      [{ action: cellAction("check"), observations: [failOne] }],
      ['18 solution-fails: The solution fails the test "is odd": 2 is even'],
    ],
    [
      "reports a test that the check did not come to",
      [{ action: cellAction("check"), observations: [seen([stdout("✓ is one\n")])] }],
      ['18 solution-fails: The check did not come to the test "is odd"'],
    ],
    [
      "reports a test that is no Python at its line, once",
      [
        {
          action: cellAction("check"),
          observations: [
            seen([
              stdout(
                'The check itself failed in the test "is odd", line 1, it says nothing about your answer: SyntaxError: invalid syntax (is odd, line 1)\n',
              ),
            ]),
          ],
        },
      ],
      ['19 solution-fails: The test "is odd" is no Python: invalid syntax'],
    ],
    [
      "reports a solution that raises",
      [{ action: cellAction("solution"), observations: [seen([raised("KeyError", "'x'")])] }],
      ["14 error-raised: The cell raised KeyError: 'x'"],
    ],
    [
      "reports a solution that writes to stderr",
      [{ action: cellAction("solution"), observations: [seen([{ type: "stream", name: "stderr", text: "!" }])] }],
      ["14 stderr-unexpected: The solution wrote to stderr"],
    ],
  ] as const)("%s", (_, actions, expected) => {
    expect(findings(...actions)).toEqual(expected);
  });

  it("tells which names were missing, in the solution and in its tests", () => {
    const solution = seen([raised("NameError", "name 'cats' is not defined")]);
    const check = seen([stdout("✗ is one: NameError: name 'dogs' is not defined\n✓ is odd\n")]);
    const actions = [
      { action: cellAction("solution"), observations: [solution] },
      { action: cellAction("check"), observations: [check] },
    ];
    expect(checkExercise(exerciseStep(), observedStep(0, actions), {}).missingNames).toEqual(["cats", "dogs"]);
  });
});
