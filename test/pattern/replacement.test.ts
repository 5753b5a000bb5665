import { expect, it } from "vitest";

import { problemOf, replaceInLines } from "../../src/pattern/replacement.ts";

it.each([
  ["a text", String.raw`\d+ ms`, "…", "took 12 ms, 3 ms", "took …, …"],
  ["groups by number and name", String.raw`(?P<a>\w)-(\w)`, String.raw`\2\g<a>\g<2>\0`, "x-y", "yxyx-y"],
  ["a group that read nothing", "a(b)?", String.raw`<\1>`, "a ab", "<> <b>"],
  ["escapes", "x", String.raw`\\ \t \q`, "x", "\\ \t \\q"],
  ["each line by itself", "^a$", "b", "a\na\n\ncac", "b\nb\n\ncac"],
])("replaceInLines() puts %s", (_, pattern, put, text, replaced) => {
  expect(problemOf({ pattern, with: put })).toBe(undefined);
  expect(replaceInLines(text, [{ pattern, with: put }])).toBe(replaced);
});

it("replaceInLines() makes one replacement after the other", () => {
  const replacements = [
    { pattern: "a", with: "b" },
    { pattern: "bb", with: "c" },
  ];
  expect(replaceInLines("ab", replacements)).toBe("c");
});
