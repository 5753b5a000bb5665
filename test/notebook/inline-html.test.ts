import { describe, expect, it } from "vitest";

import { inlineHtml } from "../../src/notebook/inline-html.ts";

describe("inlineHtml()", () => {
  it.each([
    ["plain", "plain"],
    ["**bold** and `a < b`", "<strong>bold</strong> and <code>a &#x3C; b</code>"],
    ["a < b & c", "a &#x3C; b &#x26; c"],
    ["H<sub>2</sub>O", "H<sub>2</sub>O"],
    ["two\nlines", "two lines"],
    ["`$HOME` and `$PATH`", "<code>&#36;HOME</code> and <code>&#36;PATH</code>"],
    ["a\n\nb\n\nc", "a <p>b</p> <p>c</p>"],
    [
      "It prints\n\n```python\nif a:\n\n    b\n```",
      'It prints <pre><code class="language-python">if a:&#10;&#10;    b</code></pre>',
    ],
    ["- a\n- b", "<ul> <li>a</li> <li>b</li> </ul>"],
    ["", ""],
  ])("lock %j into one line", (markdown, html) => {
    expect(inlineHtml(markdown)).toBe(html);
  });
});
