import { describe, expect, it } from "vitest";

import { checkSetup } from "../../src/check/check-setup.ts";
import type { Observation } from "../../src/model/observation.ts";
import { cellAction, codeStep, lessonOf, observedStep, raised, seen } from "./examples.ts";

const lesson = lessonOf(codeStep("a", "pass"));

function outcome(observation: Observation): ReturnType<typeof checkSetup> {
  return checkSetup(lesson, observedStep(0, [{ action: cellAction(), observations: [observation] }]), {});
}

describe("checkSetup()", () => {
  it("accepts a set-up that comes to its end", () => {
    expect(outcome(seen([]))).toEqual({ captures: {}, findings: [], missingNames: [] });
  });

  it("reports a set-up that raises, at the lesson's first line", () => {
    expect(outcome(seen([raised("URLError", "no network")])).findings).toMatchObject([
      { code: "error-raised", place: { line: 1 }, message: "The notebook's set-up cell raised URLError: no network" },
    ]);
  });

  it("tells why the infrastructure failed", () => {
    expect(outcome(seen([], { ending: { kind: "lost", reason: "gone", code: "server-lost" } })).lost?.reason).toBe(
      "gone",
    );
  });
});
