import { describe, expect, it } from "vitest";

import { findLinks } from "../../src/markdown/find-links.ts";

/** What is written where the links lead to. */
function written(markdown: string): readonly (readonly string[])[] {
  return findLinks(markdown).map(({ kind, url, from, to }) => [kind, url, markdown.slice(from, to)]);
}

describe("findLinks()", () => {
  it.each([
    ["none", "a [b] (c)", []],
    ["a link", "see [b](two.yaml#x).", [["link", "two.yaml#x", "two.yaml#x"]]],
    ["an address in brackets", "[b](<my file.csv>)", [["link", "my file.csv", "<my file.csv>"]]],
    ["an address with a title", '[b](a.csv "A (title)")', [["link", "a.csv", "a.csv"]]],
    ["one with escapes", String.raw`[b](a\_b.csv)`, [["link", "a_b.csv", String.raw`a\_b.csv`]]],
    ["an image", "- ![a [b]](img/x.png)", [["image", "img/x.png", "img/x.png"]]],
    [
      "an image in a link",
      "[![a](x.png)](two.yaml)",
      [
        ["image", "x.png", "x.png"],
        ["link", "two.yaml", "two.yaml"],
      ],
    ],
    ["a reference", "[b][c] and [c]\n\n[c]: two.yaml", [["link", "two.yaml", "two.yaml"]]],
    ["an image by reference", "![b][c]\n\n[c]: x.png", [["image", "x.png", "x.png"]]],
    ["code, which is none", "`[a](b)`\n\n```\n[a](b)\n```", []],
    ["HTML, which is none", '<a href="b">[a](b</a>', []],
  ])("finds %s", (_what, markdown, expected) => {
    expect(written(markdown)).toEqual(expected);
  });

  it("knows the whole of an image and what stands for it", () => {
    const markdown = "a ![*b* `c`](x.png) d";
    const [link] = findLinks(markdown);
    expect(markdown.slice(link?.image?.from, link?.image?.to)).toBe("![*b* `c`](x.png)");
    expect(link?.image?.alt).toBe("b c");
  });
});
