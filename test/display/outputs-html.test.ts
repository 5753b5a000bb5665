import { describe, expect, it } from "vitest";

import { outputsHtml } from "../../src/display/outputs-html.ts";
import type { Output } from "../../src/model/observation.ts";

const evil = `<script>alert(1)</script><img src=x onerror=alert(1)></template></pre>`;

function stream(text: string): Output {
  return { type: "stream", name: "stdout", text };
}

describe("outputsHtml()", () => {
  it("says how long HTML is that is too long for a frame", () => {
    const output: Output = { type: "display", mime: { "text/html": "<p>x".repeat(125_001) } };
    expect(outputsHtml([output])).toBe(
      '<p class="output note">This is HTML of 500004 characters: more than a page shows.</p>',
    );
  });

  it.each<{ readonly what: string; readonly output: Output; readonly html: string }>([
    { what: "text", output: stream("a < b\n"), html: '<pre class="output stdout" tabindex="0">a &lt; b\n</pre>' },
    {
      what: "what goes to stderr",
      output: { type: "stream", name: "stderr", text: "careful" },
      html: '<pre class="output stderr" tabindex="0">careful</pre>',
    },
    {
      what: "colours as classes",
      output: stream("\u001b[31mred\u001b[0m"),
      html: '<pre class="output stdout" tabindex="0"><span class="ansi-red-fg">red</span></pre>',
    },
    {
      what: "no link of a program's own",
      output: stream("\u001b]8;;https://example.org\u0007here\u001b]8;;\u0007"),
      html: '<pre class="output stdout" tabindex="0">here</pre>',
    },
    {
      what: "all text around what steers a terminal",
      output: stream("a\u001b[2Jb\u001b[1;31mc\u001b]0;title\u001b\\d\u001b[0me\u001b]8;;never ended"),
      html: '<pre class="output stdout" tabindex="0">ab<span style="font-weight:bold" class="ansi-red-fg">cd</span>e␛]8;;never ended</pre>',
    },
    {
      what: "an error without a traceback",
      output: { type: "error", name: "ValueError", message: "<b>", traceback: [] },
      html: '<pre class="output error" tabindex="0">ValueError: &lt;b&gt;</pre>',
    },
    {
      what: "a picture, with its text for who cannot see it",
      output: { type: "display", mime: { "text/plain": '<Figure "a">', "image/png": "QUJD\nREVG" } },
      html: '<img class="output" src="data:image/png;base64,QUJDREVG" alt="&lt;Figure &quot;a&quot;&gt;">',
    },
    {
      what: "SVG as a picture, in which no script runs",
      output: { type: "display", mime: { "image/svg+xml": '<svg onload="alert(1)"/>' } },
      html: '<img class="output" src="data:image/svg+xml,%3Csvg%20onload%3D%22alert(1)%22%2F%3E" alt="A picture that the cell shows">',
    },
    {
      what: "what nobody can show as it was sent",
      output: { type: "result", executionCount: 1, mime: { "application/json": { a: "<" } } },
      html: '<pre class="output" tabindex="0">{\n  &quot;a&quot;: &quot;&lt;&quot;\n}</pre>',
    },
  ])("shows $what", ({ output, html }) => {
    expect(outputsHtml([output])).toBe(html);
  });

  it.each<{ readonly what: string; readonly output: Output }>([
    { what: "text", output: stream(evil) },
    { what: "an error", output: { type: "error", name: evil, message: evil, traceback: [evil] } },
    { what: "a picture's bytes", output: { type: "display", mime: { "image/png": `"><script>` } } },
    { what: "a picture's text", output: { type: "display", mime: { "image/png": "", "text/plain": `">${evil}` } } },
    { what: "a type that nobody knows", output: { type: "display", mime: { "text/x-evil": evil } } },
    { what: "HTML", output: { type: "display", mime: { "text/html": `">${evil}` } } },
  ])("lets nothing out of $what", ({ output }) => {
    const html = outputsHtml([output]);
    expect(html).not.toMatch(/<(?:script|\/template)|<img src=x/);
    expect(html.match(/<\w+/g)?.filter((tag) => !/^<(?:pre|img|iframe|span)$/.test(tag))).toEqual([]);
  });

  it("puts HTML into a frame in which no script runs", () => {
    const html = outputsHtml([{ type: "display", mime: { "text/html": "<b>1</b>", "text/plain": "1" } }]);
    expect(html).toMatch(
      /^<iframe class="output" sandbox="allow-same-origin" title="[^"]+" srcdoc="[^"]*&lt;b&gt;1&lt;\/b&gt;">/,
    );
  });

  it("shows both ends of ten megabytes, and says how much is between", () => {
    const html = outputsHtml([stream(`begin${"x".repeat(10_000_000)}end`)]);
    expect(html.length).toBeLessThan(101_000);
    expect(html).toMatch(/>begin/);
    expect(html).toContain("… (9900008 characters are not shown) …");
    expect(html).toMatch(/end<\/pre>$/);
  });
});
