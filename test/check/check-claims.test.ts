import { describe, expect, it } from "vitest";

import { checkClaims, findUntoldClaim } from "../../src/check/check-claims.ts";
import { mutateClaims } from "../../src/check/mutate/mutate-claims.ts";
import type { ClaimedStatements } from "../../src/lesson/claimed-statements.ts";
import type { CodeStep } from "../../src/lesson/lesson.ts";
import type { Output, RunningLines } from "../../src/model/observation.ts";
import { codeStep, expectedAt, expecting, seen } from "./examples.ts";

/** Two statements, or a function of three lines and its call, with claims that are at these statements. */
function step(claimed: readonly number[], shows: string, code = "first()\nsecond()"): CodeStep {
  const statements: ClaimedStatements["statements"] = code.startsWith("def")
    ? [
        { from: 0, to: 2, isDeferred: false },
        { from: 1, to: 1, parent: 0, isDeferred: true },
        { from: 2, to: 2, parent: 0, isDeferred: true },
        { from: 3, to: 3, isDeferred: false },
      ]
    : [
        { from: 0, to: 0, isDeferred: false },
        { from: 1, to: 1, isDeferred: false },
      ];
  const expected = { ...expecting({ shows: expectedAt(30, shows) }), source: "claims" as const };
  return codeStep("step", code, { expect: { ...expected, claims: { statements, claimed } } });
}

const defined = "def f():\n    print(1)\n    print(2)\nf()";

function text(value: string, ...running: readonly (readonly RunningLines[])[]): Output {
  return { type: "stream", name: "stdout", text: value, running: [...running, []] };
}

const at = (...lines: readonly number[]): RunningLines => ({ lines, whole: true });

function check(claimed: CodeStep, ...outputs: readonly Output[]): readonly string[] {
  return checkClaims(claimed, { seen: seen(outputs), captures: {} }).map(
    ({ code, place, message, advice }) =>
      `${place.line}:${place.column} ${code} ${message}${advice === undefined ? "" : `. ${advice}`}`,
  );
}

function untold(claimed: CodeStep, ...outputs: readonly Output[]): string | undefined {
  return findUntoldClaim(claimed, { seen: seen(outputs), captures: {} })?.message;
}

function result(running: RunningLines): Output {
  return { type: "result", mime: { "text/plain": "x\ny" }, executionCount: 1, running: [[running]] };
}

function mutate(claimed: CodeStep, ...outputs: readonly Output[]): unknown {
  return mutateClaims(claimed, { seen: seen(outputs), captures: {} });
}

describe("checkClaims()", () => {
  it("accepts claims that their own statements show", () => {
    expect(check(step([0, 1], "a\nb\n"), text("a\nb\n", [at(1)], [at(2)]))).toEqual([]);
  });

  it("reports a claim whose statement shows nothing, and the statement that has none", () => {
    expect(check(step([0], "a\n"), text("a\n", [at(2)]))).toEqual([
      "30:5 claim-unmet The statement of this claim shows nothing. Move it to line 11, whose statement shows `a`",
      "11:5 unclaimed This statement shows `a` and has no claim",
    ]);
  });

  it("reports a claim of a statement that shows something else", () => {
    expect(check(step([0, 0], "a\nb\n"), text("a\nb\n", [at(1)], [at(2)]))).toEqual([
      "31:5 claim-unmet The statement of this claim does not show `b`. Move it to line 11, whose statement shows `b`",
      "11:5 unclaimed This statement shows `b` and has no claim",
    ]);
  });

  it("reports what a statement with claims shows beyond them once", () => {
    expect(check(step([0, 1], "a\nb\n"), text("a\nb\n", [at(1)], [at(1)]))).toEqual([
      "31:5 claim-unmet The statement of this claim shows nothing. Move it to line 10, whose statement shows `b`",
    ]);
  });

  it("reports a claim before all statements", () => {
    expect(check(step([-1], "a\n"), text("a\n", [at(1)]))[0]).toBe(
      "30:5 claim-unmet No statement stands before this claim that it could belong to. Move it to line 10, whose statement shows `a`",
    );
  });

  it("gives a line to the innermost statement that runs and has a claim", () => {
    const lines = text("1\n2\n", [at(2, 4)], [at(3, 4)]);
    expect(check(step([1, 2], "1\n2\n", defined), lines)).toEqual([]);
    expect(check(step([3, 3], "1\n2\n", defined), lines)).toEqual([]);
    expect(check(step([1, 3], "1\n2\n", defined), lines)).toEqual([]);
    expect(check(step([0, 3], "1\n2\n", defined), lines)).toHaveLength(1);
  });

  it("accepts a line that several statements wrote, with the claim of any", () => {
    expect(check(step([1], "a b\n"), text("a b\n", [at(1), at(2)]))).toEqual([]);
  });

  it("counts results and displays, each on lines of its own", () => {
    const begun: Output = { type: "stream", name: "stdout", text: "a", running: [[at(1)]] };
    expect(check(step([0, 1, 1], "a\nx\ny\n"), begun, result(at(2)))).toEqual([]);
    expect(check(step([0, 0, 1], "a\nx\ny\n"), begun, result(at(2)))).toHaveLength(1);
  });

  it("counts the blank lines at the head of a cell, which kernels leave out", () => {
    const code = step([1], "a\n", "\nsecond()");
    expect(check(code, text("a\n", [at(1)]))).toEqual([]);
  });

  it("leaves alone what nobody can tell", () => {
    const thread = { lines: [], whole: false };
    expect(check(step([0], "a\n"), text("a\n", [thread]))).toEqual([]);
    expect(check(step([0], "a\n"), { type: "stream", name: "stdout", text: "a\n" })).toEqual([]);
  });
});

describe("findUntoldClaim()", () => {
  it("finds what a kernel does not tell, or cannot", () => {
    const message = "The cell shows `a`, and the kernel cannot tell which statement did";
    expect(untold(step([0], "a\n"), { type: "stream", name: "stdout", text: "a\n" })).toBe(message);
    expect(untold(step([0], "a\n"), text("a\n", [{ lines: [], whole: false }]))).toBe(message);
  });

  it("finds nothing where a thread runs the claim's own statement", () => {
    const thread = text("1\n", [{ lines: [2], whole: false }]);
    expect(untold(step([1], "1\n", defined), thread)).toBeUndefined();
    expect(untold(step([3], "1\n", defined), thread)).toBeDefined();
  });
});

describe("mutateClaims()", () => {
  it("swaps what two statements show", () => {
    expect(mutate(step([0, 1], "a\nb\n"), text("a\nb\n", [at(1)], [at(2)]))).toEqual({
      spelledOut: { mutants: 1, refused: 1 },
      inHoles: { mutants: 0, refused: 0 },
      survivors: [],
    });
  });

  it("leaves alone lines of one statement, and those of which nobody knows", () => {
    const none = { spelledOut: { mutants: 0, refused: 0 } };
    expect(mutate(step([3, 3], "1\n2\n", defined), text("1\n2\n", [at(2, 4)], [at(3, 4)]))).toMatchObject(none);
    expect(mutate(step([0, 1], "a\nb\n"), text("a\nb\n", [at(1)], [{ lines: [], whole: false }]))).toMatchObject(none);
  });

  it("tells nothing of a step without claims", () => {
    expect(mutate(codeStep("step", "1", { expect: expecting({ nothing: true }) }))).toBeUndefined();
  });
});
