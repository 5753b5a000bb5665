import { describe, expect, it } from "vitest";

import { type MatchOptions, matchPattern, type MatchResult } from "../../src/pattern/match-pattern.ts";
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
    ["a\n\n", "a\n\n"],
    ["a  \nb", "a\t\r\nb \r"],
    ["red", "\u001b[1;31mred\u001b[0m\n"],
    ["  a\n    b", "a\n  b"],
    ["a\n  b", "\t  a\n\t    b\n"],
    ["costs $5 $$(int)", "costs $5 $(int)"],
    ["$(/\\$/)$(int)", "$5"],
  ])("accepts for %j the output %j", (expected, actual) => {
    expect(match(expected, actual).matched).toBe(true);
  });

  it.each([
    ["2", "3"],
    ["2", ""],
    ["", "2"],
    ["", "\n"],
    ["a", "a\n\n"],
    ["a\n\n", "a"],
    ["a\nb", "a"],
    ["a\nb", "a b"],
    ["a", "a\na"],
    ["a b", "a  b"],
    ["a", "A"],
    ["é", "e\u0301"],
    ["a\n  b", "a\n    b"],
    ["red", "\u001b[2Kred"],
  ])("refuses for %j the output %j", (expected, actual) => {
    expect(match(expected, actual).matched).toBe(false);
  });
});

describe("matchPattern() with holes", () => {
  it.each([
    ["$(a:int) ms", "12 ms", { a: "12" }],
    ["$(a:int)$(b:any)", "15ms", { a: "15", b: "ms" }],
    ["$(a:float)$(b:any)", "3.12.1", { a: "3.12", b: ".1" }],
    ["$(a:any): $(b:any)", "x: y: z", { a: "x", b: "y: z" }],
    ["$(a:any)$(b:int)", "x12", { a: "x", b: "12" }],
    ["$(a:any)$(b:any)", "xy", { a: "", b: "xy" }],
    ["Name: $(a:any)", "Name:  \n", { a: "" }],
    ["at $(a:hex)>", "at 0x7F3a>", { a: "0x7F3a" }],
    ["$(a:string), $(b:string)", "'x, y', \"it's\"", { a: "'x, y'", b: '"it\'s"' }],
    ["$(a:word).$(b:word)", "naïve.x_1", { a: "naïve", b: "x_1" }],
    ["item$(s:s|)", "item", { s: "" }],
    ["$(a:a|ab)", "ab", { a: "ab" }],
    ["$(a:.*|[x])", "[x]", { a: "[x]" }],
    ["$(a:/[a-z]+(\\d)|\\(x\\)/) $(n:int)", "(x) 7", { a: "(x)", n: "7" }],
    ["$(a:/(?i)AB/)C", "abC", { a: "ab" }],
    ["$(a:/a\\/b/)", "a/b", { a: "a/b" }],
    ["$(a:any) 🐍 $(b:int)", "名前 🐍 7", { a: "名前", b: "7" }],
    ["$(__proto__:int)\n$(=__proto__)", "1\n1", { ["__proto__"]: "1" }],
  ])("reads for %j in %j %j", (expected, actual, captures) => {
    expect(match(expected, actual)).toMatchObject({ matched: true, captures });
  });

  it.each([
    ["$(int) ms", "1.5 ms"],
    ["$(int)", "1,000"],
    ["$(hex)", "abc"],
    ["$(yes|no)", "maybe"],
    ["$(a.b|c)", "axb"],
    ["$(/[a-z]+/)", "abc1"],
    ["$(/(?i)ab/)C", "abc"],
    ["$(any)\n$(any)", "one line"],
    ["$(/.*/)", "two\nlines"],
  ])("refuses for %j the output %j", (expected, actual) => {
    expect(match(expected, actual).matched).toBe(false);
  });
});

describe("matchPattern() with constraints", () => {
  it.each([
    ["$(int > 3)", "4"],
    ["$(int >= 3)", "3"],
    ["$(int < 3)", "-4"],
    ["$(int <= -3)", "-3"],
    ["$(number = 1)", "1.0"],
    ["$(number = 1e3)", "1000"],
    ["$(hex = 16)", "0x10"],
    ["$(hex > 0xff)", "0x100"],
    ["$(int != 3)", "4"],
    ["$(number != 3)", "nan"],
    ["$(int > 9007199254740992)", "9007199254740993"],
    ["$(int = 9007199254740993)", "9007199254740993"],
    ["$(float = 0.1)", "0.10"],
    ["$(number < inf)", "1e9999"],
    ["$(float = inf)", "inf"],
    ["$(float = 1.1 +- 0.1)", "1.0"],
    ["$(float = 1.1 +- 0.1)", "1.2"],
    ["$(float = 200 +- 5%)", "190.0"],
    ["$(float = -200 +- 5%)", "-210.0"],
    ["$(float = 0 +- 5%)", "-0.0"],
    ["$(/\\d+/ > 3)", "4"],
    ["$(any = 1.50)", "1.5"],
    ["$(yes|no != w)", "no"],
    ["$(word = w)", "yes"],
    ["$(int > n)", "141"],
    ["$(int = n +- m)", "150"],
    ["$(int = n +- m%)", "126"],
    ["$(int > 0 < 5)", "4"],
    ["$(int >= 3 <= 3)", "3"],
    ["$(float > 0 < n != 2)", "139.5"],
    ["$(int = n +- m% < 141)", "126"],
    ["$(size > 1 kB < 1 KiB)", "1001 B"],
    ["$(yes|no|both != w != 3)", "no"],
  ])("accepts for %j the output %j", (expected, actual) => {
    expect(match(expected, actual, { captures: { n: "140", m: "10", w: "yes" } }).matched).toBe(true);
  });

  it.each([
    ["$(int > 3)", "3"],
    ["$(int >= 3)", "2"],
    ["$(int < 3)", "3"],
    ["$(int <= 3)", "4"],
    ["$(int = 3)", "4"],
    ["$(int != 3)", "03"],
    ["$(number > 3)", "nan"],
    ["$(number < 3)", "nan"],
    ["$(number = x)", "nan"],
    ["$(number < inf)", "inf"],
    ["$(number > -inf)", "-inf"],
    ["$(int > 9007199254740992)", "9007199254740992"],
    ["$(int = 9007199254740993)", "9007199254740992"],
    ["$(float = 1.1 +- 0.1)", "1.2000000000000001"],
    ["$(float = 200 +- 5%)", "210.1"],
    ["$(float = 1 +- 1)", "inf"],
    ["$(float = 1 +- 1)", "nan"],
    ["$(word > 3)", "abc"],
    ["$(int > w)", "3"],
    ["$(int = w +- 1)", "3"],
    ["$(yes|no != w)", "yes"],
    ["$(word = w)", "no"],
    ["$(int > 0 < 5)", "0"],
    ["$(int > 0 < 5)", "5"],
    ["$(int > 0 < 5)", "-4"],
    ["$(float > 0 < 5 != 2)", "2.0"],
    ["$(yes|no != w != 3)", "yes"],
  ])("refuses for %j the output %j", (expected, actual) => {
    expect(match(expected, actual, { captures: { x: "nan", w: "yes" } }).matched).toBe(false);
  });
});

describe("matchPattern() with captures", () => {
  it.each([
    ["$(a:int)\n$(=a)\n$(c:int != a)", "140\n140\n141"],
    ["id $(=n) end", "id 140 end"],
    ["$(=w)", "a.b (c)"],
    ["$(=w).$(any)", "a.b (c).d"],
    ["$(=n)$(any)", "1405"],
    ["$(a:word) is $(=a)", "x is x"],
    ["$(a:/(x)(y)/) $(=a) $(int)", "xy xy 1"],
    ["...\n$(a:int)\n$(=a)\n...", "x\n1\n1\ny"],
  ])("accepts for %j the output %j", (expected, actual) => {
    expect(match(expected, actual, { captures: { n: "140", w: "a.b (c)" } }).matched).toBe(true);
  });

  it.each([
    ["$(a:int)\n$(=a)", "140\n141"],
    ["$(=n)", "0140"],
    ["$(=w)", "aXb (c)"],
    ["$(a:word) is $(=a)", "x is y"],
    // What follows `...` is found by its form, not by what was captured.
    ["$(a:int)\n...\n$(=a)\n...", "1\n2\n1"],
    ["...\n$(int > 3)\n...", "1\n5"],
  ])("refuses for %j the output %j", (expected, actual) => {
    expect(match(expected, actual, { captures: { n: "140", w: "a.b (c)" } }).matched).toBe(false);
  });

  it("adds what it bound to what was given", () => {
    expect(match("$(a:int) $(=z)", "1 0", { captures: { z: "0" } }).captures).toEqual({ z: "0", a: "1" });
  });

  it("binds anew what was given", () => {
    expect(match("$(a:int > 1) $(int)", "2 3", { captures: { a: "0" } }).captures).toEqual({ a: "2" });
  });

  it("binds nothing where it refuses", () => {
    expect(match("$(a:int)\nx", "1\ny", { captures: { z: "0" } }).captures).toEqual({ z: "0" });
  });

  it.each(["$(=a)", "$(int > a)", "$(int = 1 +- a)", "$(=a)\n$(a:int)", "$(=a) $(a:int)"])(
    "names the capture that nothing has bound in %j",
    (expected) => {
      expect(match(expected, "1")).toMatchObject({ matched: false, unset: "a", mismatch: { kind: "unset" } });
    },
  );

  it("takes no name of an object's own for a capture", () => {
    expect(match("$(=toString)", "1")).toMatchObject({ matched: false, unset: "toString" });
  });
});

describe("matchPattern() with ellipses", () => {
  it.each([
    ["...", ""],
    ["...", "a\nb"],
    ["...\n...", "a"],
    ["a\n...", "a"],
    ["...\nb", "b"],
    ["...\nb", "a\nb\nb\n"],
    ["a\n...\nc\n...", "a\nb\nc\nd"],
    ["a\n...\na", "a\na"],
    ["a\n...\nb\nc", "a\nb\nx\nb\nc"],
    ["...\n  x\n    y\n...", "first\n      x\n        y\nlast"],
    ["def f():\n...\n    return 1", "def f():\n    x = 1\n    return 1"],
    ["...\n  2   0 RESUME\n...", "  1   0 NOP\n  2   0 RESUME\n  3   0 RETURN"],
    ["...\n\n...", "a\n\nb"],
  ])("accepts for %j the output %j", (expected, actual) => {
    expect(match(expected, actual).matched).toBe(true);
  });

  it.each([
    ["a\n...", ""],
    ["a\n...\na", "a"],
    ["...\nb", "a\nb\nc"],
    ["a\n...", "x\na"],
    ["a\n...\nb", "a\nc"],
    ["...\na\nb\n...", "a\nx\nb"],
    ["a\n...\nb", "a\n  b"],
    ["  a\n...\nb", "a\nb"],
    ["...\nb\n...\nc\n...", "c\nb"],
  ])("refuses for %j the output %j", (expected, actual) => {
    expect(match(expected, actual).matched).toBe(false);
  });
});

describe("matchPattern() with options", () => {
  it.each([
    ["a\nb", "b\na", { unordered: true }],
    ["a\na\nb", "a\nb\na", { unordered: true }],
    ["$(any)\nb", "b\nc", { unordered: true }],
    ["$(int)\n$(word)\nx y", "x y\nspam\n7", { unordered: true }],
    ["$(a:int)\n$(int > a)", "1\n2", { unordered: true }],
    ["a\n...", "b\na", { unordered: true }],
    ["  a\n    b", "      b\n    a", { unordered: true }],
    ["...\n  b\na", "x\n    b\n  a", { unordered: true }],
    ["", "", { unordered: true }],
    ["a  b", "a\t b", { spaces: "loose" as const }],
    ["a b  $(int) c", "a   b 7\u00a0c", { spaces: "loose" as const }],
    ["a  b\nc", "c\na b", { spaces: "loose" as const, unordered: true }],
    ["pi 3.14", "pi 3.14159", { numbers: "as-written" as const }],
    ["0.33, 0.67 0.66", "0.3333, 0.6666 0.6666", { numbers: "as-written" as const }],
    ["-0.5", "-0.49999", { numbers: "as-written" as const }],
    ["1.5e-05 s", "1.4999e-05 s", { numbers: "as-written" as const }],
    ["1.50", "1.5", { numbers: "as-written" as const }],
    ["x-0.5.", "x-0.51.", { numbers: "as-written" as const }],
    ["0.5 of $(int)", "0.51 of 3", { numbers: "as-written" as const }],
    ["version 3.12.1", "version 3.12.1", { numbers: "as-written" as const }],
  ])("accepts for %j the output %j with %j", (expected, actual, options) => {
    expect(match(expected, actual, options).matched).toBe(true);
  });

  it.each([
    ["a\nb", "b", { unordered: true }],
    ["a", "a\na", { unordered: true }],
    ["a\na", "a\nb", { unordered: true }],
    ["a\n$(int)", "a\nb", { unordered: true }],
    // Greedy: the first hole takes the first line of its form, and the constraint judges that.
    ["$(int > 3)\n$(int < 3)", "1\n5", { unordered: true }],
    ["a b", "ab", { spaces: "loose" as const }],
    ["a b", "a\nb", { spaces: "loose" as const }],
    ["pi 3.14", "pi 3.15", { numbers: "as-written" as const }],
    ["0.33", "0.3", { numbers: "as-written" as const }],
    ["0.33", "-0.33", { numbers: "as-written" as const }],
    ["1.0", "1", { numbers: "as-written" as const }],
    ["0.5", "nan", { numbers: "as-written" as const }],
    ["33", "33.3", { numbers: "as-written" as const }],
    ["version 3.12.1", "version 3.125.1", { numbers: "as-written" as const }],
    ["0.5.1", "0.51.1", { numbers: "as-written" as const }],
  ])("refuses for %j the output %j with %j", (expected, actual, options) => {
    expect(match(expected, actual, options).matched).toBe(false);
  });
});
