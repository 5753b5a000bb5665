import { describe, expect, it } from "vitest";

import { checkQuiz } from "../../src/check/check-quiz.ts";
import type { Observation } from "../../src/model/observation.ts";
import { observedStep, quizStep, raised, seen } from "./examples.ts";

function outcome(observation: Observation): ReturnType<typeof checkQuiz> {
  const action = { kind: "proof", code: "" } as const;
  return checkQuiz(quizStep("x = 1\nassert x == 2"), observedStep(0, [{ action, observations: [observation] }]), {});
}

describe("checkQuiz()", () => {
  it("accepts a proof that goes through", () => {
    expect(outcome(seen([]))).toEqual({ captures: {}, findings: [], missingNames: [] });
  });

  it("reports a proof that raises, at the line that raised", () => {
    const [finding] = outcome(seen([raised("AssertionError", "", 2)])).findings;
    expect(finding).toMatchObject({
      code: "quiz-key",
      place: { line: 41 },
      message: "The quiz's proof raised AssertionError",
    });
  });

  it("tells which name was missing", () => {
    expect(outcome(seen([raised("NameError", "name 'cats' is not defined")])).missingNames).toEqual(["cats"]);
  });

  it("reports a proof that does not end", () => {
    const timedOut = seen([], { ending: { kind: "timed-out", timeout: 1000, restarted: false } });
    expect(outcome(timedOut).findings).toMatchObject([{ code: "timed-out", place: { line: 40 } }]);
  });

  it("tells why the infrastructure failed", () => {
    expect(
      outcome(seen([], { ending: { kind: "lost", reason: "The server was lost", code: "server-lost" } })).lost?.reason,
    ).toBe("The server was lost");
  });

  it("has nothing to say of a quiz that was not executed", () => {
    expect(checkQuiz(quizStep("x"), observedStep(0, []), {}).findings).toEqual([]);
  });
});
