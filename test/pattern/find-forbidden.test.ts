import { describe, expect, it } from "vitest";

import { findForbidden, type ForbiddenResult } from "../../src/pattern/find-forbidden.ts";
import type { Captures } from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";

function find(expected: string, actual: string, captures: Captures = { a: "140" }): ForbiddenResult {
  return findForbidden(parsePattern(expected).pattern, actual, { captures });
}

describe("findForbidden()", () => {
  it.each([
    ["Error", "x\n  a ValueError: b"],
    ["at $(hex)", "<f at 0x7f>"],
    ["$(int > 100)", "5 200"],
    ["$(int > 100)", "5\n200"],
    ["$(=a)", "id 140"],
    ["b\nc", "ab\ncd"],
    ["b\n  x\nc", "ab\n    x\n  cd"],
    ["b\n$(int > 3)", "b\n1\nb\n5"],
    ["a\n...\nc", "xa\nb\nc"],
    ["", "a"],
    ["...", ""],
  ])("finds %j in %j", (expected, actual) => {
    expect(find(expected, actual)).toMatchObject({ found: true, mismatch: { kind: "occurs" } });
  });

  it.each([
    ["Error", "error"],
    ["Error", ""],
    ["$(int > 100)", "5 20"],
    ["$(=a)", "id 141"],
    ["b\nc", "b c"],
    ["b\nc", "bx\nc"],
    ["b\nc", "b\nxc"],
    ["b\nx\nc", "b\nxx\nc"],
    ["b\n$(int > 3)", "b\n1\n5"],
    ["c\n...\na", "a\nb\nc"],
  ])("does not find %j in %j", (expected, actual) => {
    expect(find(expected, actual)).toMatchObject({ found: false });
  });

  it("says what occurs where", () => {
    expect(find("...\n$(n:int > 100)", "5\n 200 x").mismatch).toEqual({
      kind: "occurs",
      patternLine: 1,
      actualLine: 1,
      expected: "$(n:int > 100)",
      actual: " 200 x",
      why: "this must not occur, and does in line 2 of the output",
    });
  });

  it("names the capture that nothing has bound", () => {
    expect(find("$(=a)", "1", {})).toMatchObject({ found: false, unset: "a", mismatch: { kind: "unset" } });
  });
});
