import { describe, expect, it } from "vitest";

import { inlineMarkdownHtml, MarkdownWriter } from "../../src/site/markdown-html.ts";

function write(markdown: string): string {
  return new MarkdownWriter().write(markdown);
}

describe("MarkdownWriter.write()", () => {
  it.each([
    { what: "emphasis and code", markdown: "*a* `b < c`", html: "<p><em>a</em> <code>b &#x3C; c</code></p>" },
    { what: "a picture of the site", markdown: "![a](assets/a.png)", html: '<p><img src="assets/a.png" alt="a"></p>' },
    {
      what: "a link elsewhere, without telling from where",
      markdown: "[a](https://example.org)",
      html: '<p><a href="https://example.org" rel="noreferrer">a</a></p>',
    },
    {
      what: "a fold",
      markdown: "<details><summary>a</summary>\n\n*b*\n\n</details>",
      html: "<details><summary>a</summary>\n<p><em>b</em></p>\n</details>",
    },
    {
      what: "Python in colours",
      markdown: "```python\nif 1: pass\n```",
      html: '<pre tabindex="0"><code class="language-python"><span class="tok-keyword">if</span> <span class="tok-number">1</span>: <span class="tok-keyword">pass</span>\n</code></pre>',
    },
  ])("shows $what", ({ markdown, html }) => {
    expect(write(markdown)).toBe(html);
  });

  it("shows tables", () => {
    expect(write("| a |\n|-|\n| 1 |")).toMatch(/<table>.*<td>1<\/td>.*<\/table>/s);
  });

  it.each([
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">a</a>',
    "[a](javascript:alert(1))",
    '<iframe src="https://example.org"></iframe>',
    '<form action="https://example.org"><button>a</button></form>',
    '<p style="position:fixed">a</p>',
    "<svg onload=alert(1)>",
    "<style>body{display:none}</style>",
    "<p onclick='alert(1)' id='content'>a</p>",
    "```python\n</code></pre><script>alert(1)</script>\n```",
    "![a](https://example.org/a.png)",
  ])("makes %s harmless", (markdown) => {
    const html = write(`${markdown}\n\nafter`);
    expect(html).not.toMatch(
      /<script|onerror=|javascript:|<iframe|<form|<button|style=|onload=|<style|onclick=|id=|src="http/,
    );
    expect(html).toMatch(/<p>after<\/p>$/);
  });

  it("gives headings ids of their own, below the page's title", () => {
    const writer = new MarkdownWriter();
    expect(writer.write("# One *two*\n\n## One two\n\n#### Four")).toBe(
      '<h2 id="one-two">One <em>two</em></h2>\n<h2 id="one-two-2">One two</h2>\n<h4 id="four">Four</h4>',
    );
    expect(writer.addHeading("Quiz 1.1", 3)).toBe("quiz-1-1");
    expect(writer.headings).toEqual([
      { id: "one-two", level: 2, text: "One two" },
      { id: "one-two-2", level: 2, text: "One two" },
      { id: "quiz-1-1", level: 3, text: "Quiz 1.1" },
    ]);
  });
});

describe("inlineMarkdownHtml()", () => {
  it.each([
    { markdown: "`a` *b*", html: "<code>a</code> <em>b</em>" },
    { markdown: "<script>alert(1)</script>a", html: "a" },
    { markdown: "one\n\ntwo", html: "<p>one</p>\n<p>two</p>" },
  ])("makes $html of $markdown", ({ markdown, html }) => {
    expect(inlineMarkdownHtml(markdown)).toBe(html);
  });
});
