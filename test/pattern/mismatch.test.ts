import { describe, expect, it } from "vitest";

import { matchExcerpt, type MatchOptions, matchPattern, type Mismatch } from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";

function mismatch(
  expected: string,
  actual: string,
  { excerpt = false, ...options }: Partial<MatchOptions> & { readonly excerpt?: boolean } = {},
): Mismatch | undefined {
  const compare = excerpt ? matchExcerpt : matchPattern;
  return compare(parsePattern(expected).pattern, actual, { captures: {}, ...options }).mismatch;
}

describe("the mismatch of matchPattern()", () => {
  it("is the first line that differs, with its place in pattern and output", () => {
    expect(mismatch("a\n  $(n:int > 3)\nc", "a\n  2\nd")).toEqual({
      kind: "differs",
      patternLine: 1,
      column: 2,
      endColumn: 14,
      actualLine: 1,
      expected: "  $(n:int > 3)",
      actual: "  2",
      why: "`$(n:int > 3)` read 2, which is not > 3",
    });
  });

  it("points at the first letter that differs in plain text", () => {
    expect(mismatch("  spam\n  eggs", "spam\neats")).toEqual({
      kind: "differs",
      patternLine: 1,
      column: 3,
      endColumn: 6,
      actualLine: 1,
      expected: "  eggs",
      actual: "eats",
    });
  });

  it("shows the output without colours", () => {
    expect(mismatch("a", "\u001b[31mb\u001b[0m")).toMatchObject({ expected: "a", actual: "b" });
  });

  it.each([
    ["a\nb", "a", { kind: "ends", patternLine: 1, expected: "b", why: "the output ends after 1 line" }],
    ["a\nb\nc", "a\nb", { kind: "ends", patternLine: 2, expected: "c", why: "the output ends after 2 lines" }],
    ["a", "", { kind: "ends", patternLine: 0, expected: "a", why: "there is no output" }],
    [
      "a",
      "a\nb",
      { kind: "goes-on", actualLine: 1, actual: "b", why: "the output goes on after the pattern's last line" },
    ],
    [
      "...\na",
      "a\nb",
      { kind: "goes-on", actualLine: 1, actual: "b", why: "the output goes on after the pattern's last line" },
    ],
    [
      "a",
      "a\n\n",
      {
        kind: "goes-on",
        actualLine: 1,
        actual: "",
        why: "the output goes on after the pattern's last line: here is an empty line",
      },
    ],
    ["", "a", { kind: "goes-on", actualLine: 0, actual: "a", why: "no output was expected" }],
    ["a\n...\nb\nc", "a", { kind: "ends", patternLine: 2, expected: "b", why: "the output ends after 1 line" }],
    ["a\n...\nb\nc", "a\nx\nb", { kind: "ends", patternLine: 3, expected: "c", why: "the output ends after 3 lines" }],
  ])("between %j and %j is %j", (expected, actual, found) => {
    expect(mismatch(expected, actual)).toEqual(found);
  });

  it.each([
    ["$(int) ms", "1.5 ms", 0, "`$(int)` needs a whole number such as 42, not 1.5"],
    [
      "took $(float)",
      "took 3",
      5,
      "`$(float)` needs a number with a decimal point or an exponent, such as 0.5 or 1e-05, not 3",
    ],
    ["$(number)", "1,000", 0, '`$(number)` needs a number such as 42 or 0.5, not "1,000"'],
    ["at $(hex)>", "at abc>", 3, '`$(hex)` needs a hexadecimal number such as 0x7f, not "abc"'],
    ["<$(word)>", "<a b>", 1, '`$(word)` needs letters, digits or _, not "a b"'],
    ["$(string)", "spam", 0, "`$(string)` needs a text in quotes such as 'spam', not \"spam\""],
    ["x$(True|False)", "xtrue", 1, '`$(True|False)` needs one of "True", "False", not "true"'],
    ["$(/[a-z]+/);", "ABC;", 0, '`$(/[a-z]+/)` needs text that matches /[a-z]+/, not "ABC"'],
    ["[$(int), $(int)]", "[1, x]", 9, '`$(int)` needs a whole number such as 42, not "x"'],
    ["($(int))", "()", 1, "`$(int)` needs a whole number such as 42, and there is nothing"],
    ["$(int)$(word)", "7", 6, "`$(word)` needs letters, digits or _, and there is nothing"],
    ["$(int)!", "x?", 0, "`$(int)` needs a whole number such as 42"],
    ["$(=a)", "x", 0, '`$(=a)` needs 140, captured earlier, not "x"'],
    ["$(b:int)=$(=b)", "1=x", 9, '`$(=b)` needs what `b` reads, captured in line 1 of this text, not "x"'],
    ["took $(int) ms", "took 12 s", 12, '"took 12" should be followed by " ms", not by " s"'],
    ["took $(int) ms", "took 12", 11, '"took 12" should be followed by " ms", and the line ends there'],
    ["$(int) ms", "12 ms more", undefined, 'the line should end after "12 ms", and goes on with " more"'],
    ["took $(int) ms", "takes 12 ms", 1, 'the line should begin with "took "'],
    ["$(any) ms", "12 s", 6, '" ms" stands nowhere in the line'],
    ["took $(any) ms", "took 12 s", 11, '" ms" stands nowhere after "took "'],
  ])("says for %j of %j which part refuses", (expected, actual, column, why) => {
    const found = mismatch(expected, actual, { captures: { a: "140" } });
    expect(found?.why).toContain(why);
    expect(found?.column).toBe(column);
  });

  it.each([
    ["$(n:int != 5)", "5", "`$(n:int != 5)` read 5, which must not be 5"],
    ["$(c:int != a)", "140", "`$(c:int != a)` read 140, which must not be 140 (`a`, captured earlier)"],
    ["$(int > a)", "7", "`$(int > a)` read 7, which is not > 140 (`a`, captured earlier)"],
    ["$(b:int)\n$(int = b)", "7\n8", "`$(int = b)` read 8, which is not 7 (`b`, captured in line 1 of this text)"],
    ["$(float = 1 +- 10%)", "1.2", "`$(float = 1 +- 10%)` read 1.2, which is not within 1 +- 10%"],
    ["$(int > 0 < a)", "141", "`$(int > 0 < a)` read 141, which is not < 140 (`a`, captured earlier)"],
    ["$(int > 0 < a)", "-1", "`$(int > 0 < a)` read -1, which is not > 0"],
    ["$(float > 3)", "nan", "`$(float > 3)` read nan, which is not > 3"],
    ["$(word > 3)", "abc", '`$(word > 3)` read "abc", which is not a number'],
    ["$(int > w)", "7", '`$(int > w)` read 7, and "spam" is not a number (`w`, captured earlier)'],
    ["$(word = w)", "eggs", '`$(word = w)` read "eggs", which is not "spam" (`w`, captured earlier)'],
    ["id $(=a) end", "id 141 end", "`$(=a)` must be 140, captured earlier, not 141"],
    ["$(b:int)\n$(=b)", "7\n8", "`$(=b)` must be 7, captured in line 1 of this text, not 8"],
  ])("says for %j of %j why it is refused", (expected, actual, why) => {
    expect(mismatch(expected, actual, { captures: { a: "140", w: "spam" } })?.why).toBe(why);
  });

  it.each([
    ["a  b", "a b", "only the white space differs; `spaces: loose` takes any run of it for one space"],
    ["a\n  b", "a\n    b", "only the indentation differs: from the least indented line it should be 2, and is 4"],
    ["a\n  b", "a\n \tb", "only the white space differs; `spaces: loose` takes any run of it for one space"],
    [
      "pi 3.14",
      "pi 3.1415",
      "the numbers agree in the decimals that are written; `numbers: as-written` compares no more",
    ],
  ])("says for %j of %j what would forgive it", (expected, actual, why) => {
    expect(mismatch(expected, actual)?.why).toBe(why);
  });

  it("says which number differs in the decimals that are written", () => {
    expect(mismatch("pi 3.14", "pi 3.15", { numbers: "as-written" })).toMatchObject({
      column: 3,
      endColumn: 7,
      why: "3.15, to as many decimals as written, is not 3.14",
    });
    expect(mismatch("pi 3.14 x", "pi yes x", { numbers: "as-written" })?.why).toContain("`3.14` needs a number");
  });

  it("cuts a long text that it quotes", () => {
    expect(mismatch("$(int)", "x".repeat(100))?.why).toBe(
      `\`$(int)\` needs a whole number such as 42, not "${"x".repeat(60)}…"`,
    );
  });

  it("says no more of a line that is too long to read", () => {
    expect(mismatch("$(int)", "x".repeat(20_000))?.why).toBeUndefined();
  });

  it.each([
    ["...\nq\n...", "x\ny", { patternLine: 1, why: "no line of the output reads so" }],
    ["x\n...\nq\n...", "x\ny", { patternLine: 2, why: "no line after line 1 of the output reads so" }],
    [
      "x\n...\nresult: 5\n...",
      "x\ny\nresult: 6",
      {
        patternLine: 2,
        column: 8,
        actualLine: 2,
        actual: "result: 6",
        why: "no line after line 1 of the output reads so; line 3 comes nearest",
      },
    ],
    [
      "...\nrefs: $(int) now\n...",
      "x\n  refs: none now",
      {
        patternLine: 1,
        column: 6,
        actualLine: 1,
        actual: "  refs: none now",
        why: 'no line of the output reads so; line 2 comes nearest, but `$(int)` needs a whole number such as 42, not "none"',
      },
    ],
  ])("between %j and %j is a line that is absent", (expected, actual, found) => {
    expect(mismatch(expected, actual)).toMatchObject({ kind: "absent", ...found });
  });

  it("is where most lines of a block stand", () => {
    expect(mismatch("...\nfoo: 1\nbar: 2\n...", "foo: 2\nfoo: 1\nbar: 3")).toMatchObject({
      kind: "differs",
      patternLine: 2,
      actualLine: 2,
      column: 5,
    });
  });

  it("says of a line that an excerpt wants later where it stands", () => {
    expect(mismatch("b\na", "a\nb\nc", { excerpt: true })).toMatchObject({
      kind: "absent",
      patternLine: 1,
      actualLine: 0,
      why: "line 1 of the output reads so, but the pattern wants it after line 2",
    });
  });

  it.each([
    ["a\na", "a", { kind: "absent", patternLine: 1, why: "no line of the output is left for it" }],
    ["a", "b\na", { kind: "goes-on", actualLine: 0, why: "no line of the pattern is left for this line" }],
    ["$(x:int)\n$(=x)", "1\n2", { kind: "differs", patternLine: 1, actualLine: 1, column: 0 }],
    ["spam", "eggs", { kind: "absent", patternLine: 0, why: "no line of the output that is left reads so" }],
    [
      "a\nb: $(int)",
      "b: x\na",
      {
        kind: "absent",
        patternLine: 1,
        actualLine: 0,
        why: "no line of the output that is left reads so; line 1 comes nearest",
      },
    ],
  ])("between %j and %j in any order is %j", (expected, actual, found) => {
    expect(mismatch(expected, actual, { unordered: true })).toMatchObject(found);
  });

  it("says which capture is unset and where it is used", () => {
    expect(mismatch("a\n  $(=n)", "a")).toEqual({
      kind: "unset",
      patternLine: 1,
      column: 2,
      endColumn: 7,
      expected: "  $(=n)",
      why: "`n` has not been captured",
    });
  });
});
