import { describe, expect, it } from "vitest";

import { renderCodeFrame } from "../../src/report/code-frame.ts";
import { plainStyle } from "../../src/report/style.ts";

const file = "lesson.yaml";

function frame(source: string, line: number, column: number, options: { end?: number; columns?: number } = {}): string {
  const place = { file, line, column, ...(options.end === undefined ? {} : { endColumn: options.end }) };
  return `\n${renderCodeFrame(source, place, { ...plainStyle, columns: options.columns ?? 80 })}\n`;
}

describe("renderCodeFrame()", () => {
  it("shows two lines of context and underlines the place", () => {
    const source =
      "title: A\nsteps:\n  - code: |\n      1 + 1\n    exspect: 2\n  - prose: B\n  - prose: C\n  - prose: D\n";
    expect(frame(source, 5, 5, { end: 12 })).toMatchInlineSnapshot(`
      "
        3 │   - code: |
        4 │       1 + 1
      > 5 │     exspect: 2
          │     ^^^^^^^
        6 │   - prose: B
        7 │   - prose: C
      "
    `);
  });

  it("lines up numbers of different widths", () => {
    expect(frame("a\n".repeat(12), 10, 1)).toMatchInlineSnapshot(`
      "
         8 │ a
         9 │ a
      > 10 │ a
           │ ^
        11 │ a
        12 │ a
      "
    `);
  });

  it("puts the caret under the character after tabs and wide characters", () => {
    expect(frame("\tx: 漢字 = wrong\n", 1, 10, { end: 15 })).toMatchInlineSnapshot(`
      "
      > 1 │     x: 漢字 = wrong
          │               ^^^^^
      "
    `);
  });

  it("marks emoji, combining marks and halfwidth forms by their columns", () => {
    expect(frame("👩‍💻 e\u0301 ｶ X\n", 1, 12, { end: 13 })).toMatchInlineSnapshot(`
      "
      > 1 │ 👩‍💻 é ｶ X
          │        ^
      "
    `);
  });

  it("puts a caret behind the last character for a place at the end of the line", () => {
    expect(frame("key:\nnext: 1\n", 1, 5)).toMatchInlineSnapshot(`
      "
      > 1 │ key:
          │     ^
        2 │ next: 1
      "
    `);
  });

  it("cuts a long line around the place", () => {
    expect(frame(`${"word ".repeat(1000)}HERE${" more".repeat(1000)}`, 1, 5001, { end: 5005, columns: 40 }))
      .toMatchInlineSnapshot(`
      "
      > 1 │ … word word word HERE more more m…
          │                  ^^^^
      "
    `);
  });

  it("cuts long lines of context at their end", () => {
    expect(frame(`${"x".repeat(100)}\nshort\n`, 2, 1, { columns: 30 })).toMatchInlineSnapshot(`
      "
        1 │ xxxxxxxxxxxxxxxxxxxxxx…
      > 2 │ short
          │ ^
      "
    `);
  });

  it("shows characters that a terminal would obey", () => {
    expect(frame("a: \u001b[31m\u202ered\r\n", 1, 4, { end: 9 })).toMatchInlineSnapshot(`
      "
      > 1 │ a: ␛[31m\\u202ered
          │    ^^^^^
      "
    `);
  });

  it("is empty for a line that the source does not have", () => {
    expect(renderCodeFrame("one\n", { file, line: 9, column: 1 }, plainStyle)).toBe("");
  });
});
