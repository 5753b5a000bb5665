import { describe, expect, it } from "vitest";

import { checkAttempt } from "../../src/check/check-attempt.ts";
import type { Refusal } from "../../src/lesson/lesson.ts";
import type { Observation } from "../../src/model/observation.ts";
import { exerciseStep, raised, seen, stdout, textAt } from "./examples.ts";

const [fails, raises, loops]: readonly Refusal[] = [
  { kind: "fails", test: "is odd" },
  { kind: "raises", error: "KeyError" },
  { kind: "loops" },
];

/** A check that told how its two tests ended. */
function checked(...outcomes: readonly string[]): Observation {
  const lines = outcomes.map((outcome, index) => {
    const name = index === 0 ? "is one" : "is odd";
    return outcome === "passed" ? `✓ ${name}\n` : `✗ ${name}: no\n`;
  });
  return seen([stdout(lines.join(""))], { checked: outcomes });
}

function judged(refusal: Refusal | undefined, answer: Observation, check: Observation): readonly string[] {
  const place = { file: "lesson.yaml", line: 22, column: 7 };
  const wrong = { name: "two", place, code: textAt(23, "pass"), ...(refusal ? { refusal } : {}) };
  const findings = checkAttempt(exerciseStep({ wrong: [wrong] }), { kind: "wrong", index: 0 }, { answer, check });
  return findings.map(({ code, message }) => `${code}: ${message}`);
}

const not = (way: string): readonly string[] => [`wrong-otherwise: The wrong answer "two" is not refused ${way}`];

describe("checkAttempt()", () => {
  const anyAssertion = "by an assertion of any test";
  const odd = 'by an assertion of the test "is odd"';

  it.each([
    ["an assertion", undefined, ["passed", "refused"], []],
    ["an author's NameError", undefined, ["raised NameError", "raised NameError"], not(anyAssertion)],
    ["an endless loop nobody spoke of", undefined, ["loops", "passed"], not(anyAssertion)],
    ["an answer that the check did not look at", undefined, ["unchecked"], not(anyAssertion)],
    ["the test that is named", fails, ["passed", "refused"], []],
    ["another test", fails, ["refused", "passed"], not(odd)],
    ["the test that is named, with an exception", fails, ["refused", "raised KeyError"], not(odd)],
    ["the exception that is named", raises, ["raised KeyError", "passed"], []],
    ["another exception", raises, ["raised NameError", "passed"], not("with KeyError")],
    ["a loop that was announced", loops, ["passed", "loops"], []],
    ["no loop", loops, ["passed", "refused"], not("for not coming to an end")],
  ] as const)("judges %s", (_, refusal, outcomes, expected) => {
    expect(judged(refusal, seen([]), checked(...outcomes))).toEqual(expected);
  });

  it.each([
    ["SyntaxError", undefined, ["is no Python"]],
    ["NameError", undefined, ["stops in its own cell"]],
    ["KeyError", raises, []],
  ] as const)("judges a %s of the answer's own cell", (name, refusal, expected) => {
    expect(judged(refusal, seen([raised(name, "no")]), checked("unchecked"))).toEqual(
      expected.map((what) => `wrong-otherwise: The wrong answer "two" ${what}, before any test: ${name}: no`),
    );
  });

  it("takes a failing test for enough where a theme's check does not tell how it failed", () => {
    expect(judged(undefined, seen([]), seen([stdout("✗ is one: no\n✓ is odd\n")]))).toEqual([]);
  });
});
