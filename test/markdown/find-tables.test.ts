import { describe, expect, it } from "vitest";

import { findTableHeadings } from "../../src/markdown/find-tables.ts";

function empty(markdown: string): readonly string[] {
  return findTableHeadings(markdown)
    .filter(({ isEmpty }) => isEmpty)
    .map(({ column, from, to }) => `${column} ${JSON.stringify(markdown.slice(from, to))}`);
}

describe("findTableHeadings()", () => {
  it.each<[string, string, readonly string[]]>([
    ["an empty first heading", "| | b |\n|-|-|\n| 1 | 2 |\n", ['1 "| "']],
    ["several", "|  | b |  |\n|-|-|-|\n| 1 | 2 | 3 |\n", ['1 "|  "', '3 "|  |"']],
    ["in a list and a quote", "- x\n\n  > | | b |\n  > |-|-|\n", ['1 "| "']],
    ["none", "| a | b |\n|-|-|\n| | |\n", []],
    ["code as a heading", "| `a` | b |\n|-|-|\n", []],
    ["a picture as a heading", "| ![a](x.png) | b |\n|-|-|\n", []],
    ["a table that is code", "```\n| | b |\n|-|-|\n```\n", []],
    ["what only looks like one", "a | b\n\n- | -\n", []],
    ["a line of another length", "| | b |\n|-|\n", []],
  ])("finds the empty headings: %s", (_, markdown, found) => {
    expect(empty(markdown)).toEqual(found);
  });
});
