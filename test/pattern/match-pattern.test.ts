import { describe, expect, it } from "vitest";

import { type MatchOptions, type MatchResult, matchPattern } from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";

function match(expected: string, actual: string, options: Partial<MatchOptions> = {}): MatchResult {
  const { pattern, problems } = parsePattern(expected);
  expect(problems).toEqual([]);
  return matchPattern(pattern, actual, { captures: {}, ...options });
}

describe("matchPattern()", () => {
  it.each([
    ["2", "2\n"],
    ["2\n", "2"],
    ["", ""],
    ["\n", "\n"],
    ["a\n\nb\n", "a\n\nb\n"],
    ["a  \nb", "a\t\r\nb \r"],
    ["red", "\u001b[31mred\u001b[0m\n"],
    ["  a\n    b", "a\n  b"],
    ["a\n  b", "\t  a\n\t    b\n"],
    ["costs $5 $$(int)", "costs $5 $(int)"],
    ["$(int) ms", "12 ms"],
    ["at $(hex)>", "at 0x7f3a>"],
    ["$(int) $(any)", "15 it took"],
    ["$(int)$(any)", "15ms"],
    ["Name: $(any)", "Name:"],
    ["$(a:int)\n$(=a)\n$(c:int != a)", "140\n140\n141"],
    ["$(n:int > 3)", "4"],
    ["$(int > 9007199254740992)", "9007199254740993"],
    ["$(float = 1.1 +- 0.1)", "1.0"],
    ["$(float = 200 +- 5%)", "191.5"],
    ["$(True|False)", "False"],
    ["item$(s|)", "item"],
    ["$(/[a-z]+(\\d)|\\(x\\)/) $(n:int)", "(x) 7"],
    ["$(/a\\/b/)", "a/b"],
    ["...", ""],
    ["...\nb", "a\nb\nb\n"],
    ["a\n...\nc\n...", "a\nb\nc\nd"],
    ["...\n  x\n    y\n...", "first\n      x\n        y\nlast"],
  ])("accepts for %j the output %j", (expected, actual) => {
    expect(match(expected, actual)).toMatchObject({ matched: true });
  });

  it.each([
    ["2", "3"],
    ["2", ""],
    ["", "2"],
    ["", "\n"],
    ["a\nb", "a"],
    ["a", "a\na"],
    ["a\n  b", "a\n    b"],
    ["$(int) ms", "1.5 ms"],
    ["$(int)", "1,000"],
    ["$(hex)", "abc"],
    ["$(a:int)\n$(=a)", "140\n141"],
    ["$(n:int > 3)", "3"],
    ["$(float > 3)", "nan"],
    ["$(yes|no)", "maybe"],
    ["...\nb", "a\nb\nc"],
    ["a\n...\nb", "a\nc"],
  ])("refuses for %j the output %j", (expected, actual) => {
    expect(match(expected, actual).matched).toBe(false);
  });

  it("binds what its holes read", () => {
    const { captures } = match("$(a:int) $(rest:any)", "1 2 3", { captures: { z: "0" } });
    expect(captures).toEqual({ z: "0", a: "1", rest: "2 3" });
  });

  it("names a capture that nothing has bound", () => {
    expect(match("$(=a)", "1")).toMatchObject({ matched: false, unset: "a" });
  });
});
