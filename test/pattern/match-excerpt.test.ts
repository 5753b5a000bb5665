import { describe, expect, it } from "vitest";

import { matchExcerpt, type MatchOptions, type MatchResult } from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";

function match(expected: string, actual: string, options: Partial<MatchOptions> = {}): MatchResult {
  return matchExcerpt(parsePattern(expected).pattern, actual, { captures: {}, ...options });
}

describe("matchExcerpt()", () => {
  it.each([
    ["b", "a\nb\nc"],
    ["a\nc", "a\nb\nc"],
    ["a\n...\nc", "a\nb\nc"],
    ["ZeroDivisionError", "Traceback\n    ZeroDivisionError"],
    ["  a\n    b", "x\n      a\ny\n        b"],
    ["$(a:int)\n$(int > a)", "x\n1\ny\n2"],
    ["", "a"],
  ])("finds %j in %j", (expected, actual) => {
    expect(match(expected, actual).matched).toBe(true);
  });

  it.each([
    ["b", "a\nbc"],
    ["c\na", "a\nb\nc"],
    ["a\na", "a\nb"],
    ["a\n  b", "a\nb"],
    ["a\nb", "  a\nb"],
    ["a", ""],
    ["$(int > 3)", "1\n5"],
  ])("does not find %j in %j", (expected, actual) => {
    expect(match(expected, actual).matched).toBe(false);
  });

  it("finds lines in any order where this is asked for", () => {
    expect(match("c\n  a", "x\n    a\nb\n  c", { unordered: true }).matched).toBe(true);
    expect(match("c\nd", "a\nb\nc", { unordered: true }).matched).toBe(false);
  });

  it("binds what it reads and uses what was captured", () => {
    const result = match("id $(=a)\n$(b:word)", "id 140\nspam", { captures: { a: "140" } });
    expect(result).toMatchObject({ matched: true, captures: { a: "140", b: "spam" } });
  });

  it("looks for a number where a number was captured", () => {
    expect(match("$(=a)", "spam\n140", { captures: { a: "140" } }).matched).toBe(true);
    expect(match("$(=a)", "spam\n0x7f", { captures: { a: "0x7f" } }).matched).toBe(true);
    expect(match("$(=a)", "spam\n'eggs'", { captures: { a: "'eggs'" } }).matched).toBe(true);
  });
});
