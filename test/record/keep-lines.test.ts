import { describe, expect, it } from "vitest";

import { parsePattern } from "../../src/pattern/parse-pattern.ts";
import { keepLines } from "../../src/record/keep-lines.ts";

/** The new text of a pattern whose output has changed; absent where none of the author's is kept. */
function kept(own: string, ...texts: readonly string[]): string | undefined {
  const { pattern } = parsePattern(own);
  const place = { file: "lesson.yaml", line: 1, column: 1 };
  const shown = texts.map((text) => ({ text, captures: { known: "7" } }));
  return keepLines({ pattern, text: { value: own, starts: [place] } }, { shown, options: {} })?.lines.join("\n");
}

describe("keepLines()", () => {
  it.each([
    ["lines that still match, beside one that changed", "a $(int)\nb\nc", ["a 5\nB\nc"], "a $(int)\nB\nc"],
    ["lines around one that is new", "a $(int)\nc", ["a 5\nb\nc"], "a $(int)\nb\nc"],
    ["lines around one that is gone", "a $(int)\nb\nc", ["a 5\nc"], "a $(int)\nc"],
    ["`...` where lines changed elsewhere", "a\n...\ny\nz", ["a\nb\nc\nY\nz"], "a\n...\nY\nz"],
    ["no `...` in place of a line that changed", "a\nb\n...\nz", ["a\nB\nx\nz"], "a\nB\n...\nz"],
    ["indentation", "    a $(int)\n    b", ["a 5\nB"], "    a $(int)\n    B"],
    ["captures that later lines use", "$(n:int)\n$(=n)\nold", ["5\n5\nnew"], "$(n:int)\n$(=n)\nnew"],
    ["a capture of an earlier step", "$(=known) a\nold", ["7 a\nnew"], "$(=known) a\nnew"],
    ["holes in a line that changed", "x: $(n:int > 3), y: old", ["x: 5, y: new"], "x: $(n:int > 3), y: new"],
    ["a hole that reads several words", "at <$(any)> in old", ["at <a b c> in new"], "at <$(any)> in new"],
    ["but a hole that does not read it any more", "x: $(int), y: $(hex)", ["x: 1.5, y: 0x1"], "x: 1.5, y: $(hex)"],
    ["with new holes beside the author's", "x: $(n:int), y: 1", ["x: 5, y: 2", "x: 6, y: 3"], "x: $(n:int), y: $(int)"],
  ])("keeps %s", (_, own, texts, text) => {
    expect(kept(own, ...texts)).toBe(text);
  });

  it("leaves to others what does not stand line by line", () => {
    expect(kept("a\nb", "a\nb\nc", "a\nc")).toBe(undefined);
  });
});
