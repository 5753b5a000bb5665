import { describe, expect, it } from "vitest";

import { mutateStep } from "../../../src/check/mutate/mutate-step.ts";
import type { ExpectedParts } from "../../../src/lesson/expectation.ts";
import type { Output } from "../../../src/model/observation.ts";
import {
  codeStep,
  exerciseStep,
  expectedAt,
  expecting,
  facts,
  lessonOf,
  quizStep,
  raised,
  ranCell,
  stdout,
} from "../examples.ts";

const { place } = quizStep("");

function mutated(parts: ExpectedParts, ...outputs: readonly Output[]): ReturnType<typeof mutateStep> {
  const lesson = lessonOf(codeStep("step", "print(1)", { expect: expecting(parts) }));
  return mutateStep(ranCell(0, ...outputs), { lesson, facts, captures: { n: "7" } });
}

describe("mutateStep()", () => {
  it("changes every text that a pattern reads, errors too, and sums up", () => {
    const parts = { stdout: expectedAt(21, "$(int)"), error: { place, name: expectedAt(23, "KeyError") } };
    expect(mutated(parts, stdout("1\n"), raised("KeyError", "'x'"))).toEqual({
      spelledOut: { mutants: 3, refused: 3 },
      inHoles: { mutants: 4, refused: 2 },
      survivors: [
        { kind: "digit", inHole: true, place: { file: "lesson.yaml", line: 21, column: 5 }, before: "1", after: "2" },
        { kind: "sign", inHole: true, place: { file: "lesson.yaml", line: 21, column: 5 }, before: "1", after: "-1" },
      ],
    });
  });

  it("knows the captures of earlier steps and of the texts before", () => {
    expect(mutated({ shows: expectedAt(21, "$(=n)") }, stdout("7\n"))).toMatchObject({
      inHoles: { mutants: 4, refused: 4 },
    });
    const parts = { stdout: expectedAt(21, "$(m:int)"), contains: expectedAt(23, "$(=m)") };
    expect(mutated(parts, stdout("8\n"))?.survivors.map(({ place: { line }, kind }) => `${line} ${kind}`)).toEqual([
      "21 digit",
      "21 sign",
      "23 double",
    ]);
  });

  it.each([
    { what: "a text that must not occur", parts: { not: [expectedAt(21, "spam")] } },
    { what: "nothing", parts: { nothing: true } },
    { what: "any error", parts: { error: { place } } },
  ])("gives nothing for $what", ({ parts }) => {
    expect(mutated(parts)).toBeUndefined();
  });

  it.each([codeStep("step", "print(1)"), exerciseStep(), quizStep("1")])(
    "gives nothing for a step without expectation: $kind",
    (step) => {
      expect(mutateStep(ranCell(0, stdout("1\n")), { lesson: lessonOf(step), facts, captures: {} })).toBeUndefined();
    },
  );
});
