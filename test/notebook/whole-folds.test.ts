import { describe, expect, it } from "vitest";

import { wholeFolds } from "../../src/notebook/whole-folds.ts";

describe("wholeFolds()", () => {
  it.each([
    ["a fold", "<details>\n<summary>a</summary>\n\nb\n\n</details>"],
    ["a fold in a fold", "<details>\n\n<details>\n\nb\n\n</details>\n\n</details>"],
    ["a fold in a list", "- <details>\n\n  b\n\n  </details>"],
    ["a fold in capitals", "<DETAILS>\n\nb\n\n</Details>"],
    ["code", "`</details>`\n\n```html\n</details>\n```"],
    ["a word of its own", "<detailsx> details </detail>"],
  ])("leaves %s", (_, markdown) => {
    expect(wholeFolds(markdown)).toBe(markdown);
  });

  it.each([
    ["an end without a beginning", "a\n\n</details>\n\nb", "a\n\n&lt;/details>\n\nb"],
    ["an end in a line", "a </details> b", "a &lt;/details> b"],
    ["a second end", "<details>a</details></details>", "<details>a</details>&lt;/details>"],
    ["an end in a quote", "<details>\n\n> </details>\n\na", "<details>\n\n> &lt;/details>\n\na\n\n</details>"],
    ["a beginning in a quote", "> <details>\n\na", "> &lt;details>\n\na"],
    ["a summary without an end", "<details><summary>a</details>", "<details>&lt;summary>a</details>"],
    ["a summary's end", "a</summary>", "a&lt;/summary>"],
  ])("shows %s as text", (_, markdown, shown) => {
    expect(wholeFolds(markdown)).toBe(shown);
  });

  it("ends what is not ended", () => {
    expect(wholeFolds("<details>\n<summary>a</summary>\n\nb\n")).toBe(
      "<details>\n<summary>a</summary>\n\nb\n\n</details>",
    );
  });
});
