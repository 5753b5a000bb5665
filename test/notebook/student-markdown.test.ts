import { describe, expect, it } from "vitest";

import { studentMarkdown } from "../../src/notebook/student-markdown.ts";

const targets = {
  links: {
    "two.yaml#names": { kind: "lesson", name: "two lessons" },
    "index.ipynb": { kind: "lesson", name: "index" },
    "data/a b.csv": { kind: "file", path: "data/a b.csv" },
    "x.png": { kind: "picture", source: "/x.png" },
    "y.svg": { kind: "picture", source: "/y.svg" },
  },
  pictures: new Map([
    ["/x.png", { uri: "data:image/png;base64,AA==", bytes: 1 }],
    ["/y.svg", { uri: "data:image/png;base64,BB==", width: 300, bytes: 1 }],
  ]),
  addressOf: (name: string): string => (name === "index" ? "../index.ipynb" : `${name}.ipynb`),
} as const;

describe("studentMarkdown()", () => {
  it.each([
    ["what leads nowhere of ours", "[a](https://x.org) ![b](z.png)", "[a](https://x.org) ![b](z.png)"],
    ["another lesson", "[a](two.yaml#names)", "[a](two%20lessons.ipynb#names)"],
    ["the index", "[a](index.ipynb)", "[a](../index.ipynb)"],
    ["a file", "[a](<data/a b.csv>)", "[a](data/a%20b.csv)"],
    ["a reference", "[a]\n\n[a]: two.yaml#names", "[a]\n\n[a]: two%20lessons.ipynb#names"],
    ["a picture", "![b](x.png)", '<img src="data:image/png;base64,AA==" alt="b">'],
    [
      "a drawing",
      '![<b> "c" &](y.svg)',
      '<img src="data:image/png;base64,BB==" alt="&lt;b&gt; &quot;c&quot; &amp;" width="300">',
    ],
    [
      "a picture that is a link",
      "[![b](x.png)](two.yaml#names)",
      '[<img src="data:image/png;base64,AA==" alt="b">](two%20lessons.ipynb#names)',
    ],
    ["an output", "```output\n2\n```", "*Output:*\n\n```text\n2\n```"],
    ["an output in a list", "- a\n\n  ```output\n  2\n  ```", "- a\n\n  *Output:*\n\n  ```text\n  2\n  ```"],
    ["an output that begins a list's item", "- ```output\n  2\n  ```", "- *Output:*\n\n  ```text\n  2\n  ```"],
    ["an output in a quote", "> ```output\n> 2\n> ```", "> *Output:*\n>\n> ```text\n> 2\n> ```"],
    ["no output in code", "````\n```output\n2\n```\n````", "````\n```output\n2\n```\n````"],
    ["a note", "> [!NOTE]\n> a\n> b", "> **Note.** a\n> b"],
    ["a tip of several blocks", "a\n\n> [!TIP]\n> - a\n>\n> b\n\nc", "a\n\n> **Tip.**\n>\n> - a\n>\n> b\n\nc"],
    ["a warning on its line", "> [!WARNING] a", "> **Warning.** a"],
    [
      "a version's aside",
      "> [!VERSION 3.14+]\n> a [b](two.yaml#names)\n>\n> ```output\n> 2\n> ```",
      "<details>\n<summary>On Python 3.14 or later</summary>\n\na [b](two%20lessons.ipynb#names)\n\n*Output:*\n\n```text\n2\n```\n\n</details>",
    ],
    ["a quote", "> [NOTE]\n> a", "> [NOTE]\n> a"],
    ["no aside in code", "```\n> [!NOTE]\n```", "```\n> [!NOTE]\n```"],
  ])("shows %s", (_what, markdown, shown) => {
    expect(studentMarkdown(markdown, targets)).toBe(shown);
  });
});
