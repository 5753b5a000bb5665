import { describe, expect, it } from "vitest";

import { pythonLiteral, pythonLiteralLines } from "../../src/basics/python-literal.ts";

describe("pythonLiteral()", () => {
  it.each([
    ["", '""'],
    ["é 語 🐍", '"é 語 🐍"'],
    [`it's "so"`, String.raw`"it's \"so\""`],
    [String.raw`\N{SNAKE} \n`, String.raw`"\\N{SNAKE} \\n"`],
    ["a\r\n\tb", String.raw`"a\r\n\tb"`],
    ["\0\u001b\u0085", String.raw`"\U00000000\U0000001b\U00000085"`],
    ["\u2028\u202e\ufeff", String.raw`"\U00002028\U0000202e\U0000feff"`],
    ["\ud800", String.raw`"\U0000d800"`],
    ["\u{e0001}", String.raw`"\U000e0001"`],
  ])("writes %j", (text, literal) => {
    expect(pythonLiteral(text)).toBe(literal);
  });
});

describe("pythonLiteralLines()", () => {
  it.each([
    ["", '""'],
    ["a\n", '"a"'],
    [
      "a\n\n  b",
      String.raw`"a\n"
  "\n"
  "  b"`,
    ],
  ])("writes %j a line at a time", (text, literals) => {
    expect(pythonLiteralLines(text, 2)).toBe(literals);
  });

  it("cuts a line that is too wide between words, as far as it has any", () => {
    const words = `assert ${"word ".repeat(12)}${"w".repeat(80)} end`;
    const literals = pythonLiteralLines(words, 50).split(`\n${" ".repeat(50)}`);
    expect(literals.map(({ length }) => length)).toEqual([69, 83, 5]);
    expect(literals.map((literal): unknown => JSON.parse(literal)).join("")).toBe(words);
  });
});
