import { describe, expect, it } from "vitest";

import { checkStrict } from "../../src/check/check-strict.ts";
import type { ExpectedParts, Variant } from "../../src/lesson/expectation.ts";
import type { Step } from "../../src/lesson/lesson.ts";
import type { Output } from "../../src/model/observation.ts";
import {
  codeStep,
  exerciseStep,
  expectedAt,
  expecting,
  facts,
  lessonOf,
  quizStep,
  ranCell,
  stdout,
} from "./examples.ts";

const result: Output = { type: "result", mime: { "text/plain": "2" }, executionCount: 1 };
const display: Output = { type: "display", mime: { "text/plain": "<Figure>" } };

function strict(steps: readonly Step[], ...outputs: readonly Output[]): readonly string[] {
  const findings = checkStrict(ranCell(0, ...outputs), { lesson: lessonOf(...steps), facts, captures: {} });
  return findings.map(({ code, place, message }) => `${place.line}:${place.column} ${code} ${message}`);
}

function expects(...variants: readonly (ExpectedParts & Pick<Variant, "when">)[]): Step {
  return codeStep("step", "print(1)", { expect: expecting(...variants) });
}

describe("checkStrict()", () => {
  it.each([
    { what: "text on stdout", output: stdout("1\n") },
    { what: "a result", output: result },
    { what: "a display", output: display },
  ])("finds $what that nothing is expected of", ({ what, output }) => {
    expect(strict([codeStep("step", "print(1)")], output)).toEqual([
      `10:5 expects-nothing The cell shows ${what} and nothing is expected of it`,
    ]);
  });

  it.each<{ parts: ExpectedParts; outputs: readonly Output[]; finds: string }>([
    { parts: { error: { place: quizStep("").place } }, outputs: [stdout("1\n")], finds: "text on stdout" },
    { parts: { stdout: expectedAt(21, "1") }, outputs: [stdout("1\n"), result], finds: "a result" },
    { parts: { result: expectedAt(21, "2") }, outputs: [result, display], finds: "a display" },
  ])("finds $finds that no part of the expectation reads", ({ parts, outputs, finds }) => {
    expect(strict([expects(parts)], ...outputs)).toEqual([
      `20:5 expects-nothing The cell shows ${finds} and nothing is expected of it`,
    ]);
  });

  it.each<{ parts: ExpectedParts }>([
    { parts: { shows: expectedAt(21, "1") } },
    { parts: { contains: expectedAt(21, "1") } },
    { parts: { not: [expectedAt(21, "3")] } },
    {
      parts: {
        stdout: expectedAt(21, "1"),
        display: [{ kind: "text", mimeType: "text/plain", expected: expectedAt(22, "2") }],
      },
    },
  ])("is content where all that the cell shows is read: $parts", ({ parts }) => {
    expect(strict([expects(parts)], stdout("1\n"), result, display)).toEqual([]);
  });

  it.each([
    ["a cell that shows nothing", codeStep("step", "x = 1"), []],
    ["a cell that prints an empty line", codeStep("step", "print()"), [stdout("\n")]],
    ["a quiz", quizStep("print(1)"), [stdout("1\n")]],
    ["an exercise", exerciseStep(), [stdout("1\n")]],
  ] as const)("expects nothing of %s", (_what, step, outputs) => {
    expect(strict([step], ...outputs)).toEqual([]);
  });

  it("finds a pattern that accepts anything at its own line, in any part and variant", () => {
    const step = expects(
      { when: { bits: 32 }, shows: expectedAt(21, "\n  $(any)") },
      {
        stdout: expectedAt(31, "..."),
        error: { place: quizStep("").place, message: expectedAt(33, "$(string)") },
      },
    );
    expect(strict([step], stdout("1\n"))).toEqual([
      "22:7 accepts-anything `$(any)` takes any text as it comes, and the pattern spells out nothing else",
      "31:5 accepts-anything `...` takes any text as it comes, and the pattern spells out nothing else",
      "33:5 accepts-anything `$(string)` takes any text as it comes, and the pattern spells out nothing else",
    ]);
  });

  it("leaves a capture that another step compares", () => {
    const binds = expects({ shows: expectedAt(21, "$(name:any)") });
    const uses = codeStep("uses", "print(name)", { expect: expecting({ not: [expectedAt(31, "$(=name)")] }) });
    expect(strict([binds, uses], stdout("spam\n"))).toEqual([]);
    expect(strict([binds], stdout("spam\n"))).toHaveLength(1);
  });
});
