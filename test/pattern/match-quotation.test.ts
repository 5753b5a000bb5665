import { describe, expect, it } from "vitest";

import { matchQuotation, type MatchResult } from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";

function match(expected: string, actual: string): MatchResult {
  return matchQuotation(parsePattern(expected).pattern, actual, { captures: { n: "7" } });
}

describe("matchQuotation()", () => {
  it.each([
    ["b", "a\nb\nc"],
    ["a\nb", "x\na\nb\ny"],
    ["a\nb", "a\nc\na\nb"],
    ["a\n\nb", "x\na\n\nb"],
    ["a\n...\nc", "x\na\nb\nc\ny"],
    ["...\nb\n...", "a\nb\nc"],
    ["a\n  b", "x\n    a\n      b\ny"],
    ["$(=n) $(k:int)\n$(=k)", "x\n7 8\n8"],
  ])("finds %j in %j", (expected, actual) => {
    expect(match(expected, actual).matched).toBe(true);
  });

  it.each([
    ["a\nc", "a\nb\nc"],
    ["a\nb", "a\n\nb"],
    ["b\na", "a\nb"],
    ["a", "ab"],
    ["a\n  b", "a\nb"],
    ["a\n    b", "  a\n    b"],
    ["a\n...\na", "a\nb"],
    ["$(=n)", "8"],
    ["a", ""],
  ])("does not find %j in %j", (expected, actual) => {
    expect(match(expected, actual).matched).toBe(false);
  });

  it("names the line of the quotation that is not there", () => {
    expect(match("a\nb\nc", "a\nb\nd").mismatch).toMatchObject({ kind: "differs", patternLine: 2, actual: "d" });
  });
});
