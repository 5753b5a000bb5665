import { describe, expect, it } from "vitest";
import { markupText, withoutDefinitions } from "../../src/check/markup-text.ts";

describe("withoutDefinitions", () => {
  it.each([
    ["none", "<svg><text>a</text></svg>", "<svg><text>a</text></svg>"],
    ["one", '<svg><defs id="d"><path/></defs><text>a</text></svg>', "<svg><text>a</text></svg>"],
    ["both kinds", "<metadata>x</metadata>a<defs>y</defs>b", "ab"],
    ["one inside the other", "<metadata><defs>x</defs></metadata>a", "a"],
    ["one that is not closed", "a<defs>b", "a<defs>b"],
    ["one that is not closed, before one that is", "a<defs>b<metadata>c</metadata>d", "a<defs>bd"],
    ["an element whose name begins like it", "<defsx>a</defsx>", "<defsx>a</defsx>"],
  ])("leaves out %s", (_, markup, rest) => {
    expect(withoutDefinitions(markup)).toBe(rest);
  });

  it("takes time in proportion to a long text in which none is closed", () => {
    // 6 MB: each looking for its end would read 3 TB.
    const markup = "<defs>".repeat(1_000_000);
    expect(withoutDefinitions(markup)).toHaveLength(markup.length);
  });
});

describe("markupText", () => {
  it.each([
    ["the cells of a table apart", "<table><tr><td>1</td><td>2</td></tr></table>", "1\t2"],
    ["no scripts and styles", "<style>b{}</style><p>a</p><script>x()</script>", "a"],
    ["entities and spaces as they are seen", "<p>a&nbsp;&lt;  b</p>", "a < b"],
  ])("gives %s", (_, markup, text) => {
    expect(markupText(markup)).toBe(text);
  });
});
