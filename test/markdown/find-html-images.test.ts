import { describe, expect, it } from "vitest";

import { findHtmlImages } from "../../src/markdown/find-html-images.ts";

function found(markdown: string): readonly string[] {
  return findHtmlImages(markdown).map(({ from, to, src, hasAlt }) => `${src} ${hasAlt} ${markdown.slice(from, to)}`);
}

describe("findHtmlImages()", () => {
  it.each<[string, string, readonly string[]]>([
    ["in a sentence", 'See <img src="a.png" alt="A"> there', ['a.png true <img src="a.png" alt="A">']],
    ["in a block", '<p>\n<IMG alt="" SRC=b.png>\n</p>\n', ['b.png true <IMG alt="" SRC=b.png>']],
    ["without alt", "<img src='a > b.png'/>", ["a > b.png false <img src='a > b.png'/>"]],
    ["without an address", "<img alt=x>", ["undefined true <img alt=x>"]],
    ["as code", "`<img src=a.png>`\n\n    <img src=b.png>\n\n```html\n<img src=c.png>\n```\n", []],
    ["as a comment", "<!-- <img src=a.png> -->\n", []],
    ["escaped", "\\<img src=a.png>", []],
    ["another element", "<imgs src=a.png>", []],
  ])("finds what shows: %s", (_, markdown, images) => {
    expect(found(markdown)).toEqual(images);
  });
});
