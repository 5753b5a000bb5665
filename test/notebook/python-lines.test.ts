import { describe, expect, it } from "vitest";

import { pythonLines } from "../../src/notebook/python-lines.ts";

// What CPython 3.13 gives for text.splitlines(True).
const table: readonly (readonly [text: string, lines: readonly string[]])[] = [
  ["", []],
  ["a", ["a"]],
  ["a\n", ["a\n"]],
  ["\n\n", ["\n", "\n"]],
  ["a\nb", ["a\n", "b"]],
  ["a\r\nb\rc\n\rd", ["a\r\n", "b\r", "c\n", "\r", "d"]],
  ["a\vb\fc", ["a\v", "b\f", "c"]],
  ["a\u001cb\u001dc\u001ed\u001fe", ["a\u001c", "b\u001d", "c\u001e", "d\u001fe"]],
  ["a\u0085b\u2028c\u2029d", ["a\u0085", "b\u2028", "c\u2029", "d"]],
  ["a\u200bb\tc\0d", ["a\u200bb\tc\0d"]],
  ["🐍\n\ud83d", ["🐍\n", "\ud83d"]],
];

describe("pythonLines()", () => {
  it.each(table)("splits %j", (text, lines) => {
    expect(pythonLines(text)).toEqual(lines);
  });
});
