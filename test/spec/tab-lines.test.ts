import { describe, expect, it } from "vitest";
import { mendTabs } from "../../src/spec/tab-lines.ts";
import { sourceFile } from "../../src/source/source-file.ts";
import { diagnose } from "./read-files.ts";

describe("mendTabs()", () => {
  it.each([
    ["a key after a step", "steps:\n  - code: x\n\texpect: 2", "steps:\n  - code: x\n    expect: 2"],
    ["steps", "steps:\n\t- code: x\n\t- code: y", "steps:\n  - code: x\n  - code: y"],
    ["code", "  - code: |\n\tx\n\t\ty\n\tz", "  - code: |\n      x\n        y\n      z"],
    ["blank lines", "a:\n\t\n  b", "a:\n\t\n  b"],
    ["the first line", "\ta: 1", "a: 1"],
    ["tabs after spaces", "a:\n  \tb: 1", "a:\n  b: 1"],
    ["tabs within a line", "a:\tb", "a:\tb"],
  ])("mends %s", (_what, text, mended) => {
    expect(mendTabs(sourceFile("f", text)).text).toBe(mended);
  });
});

describe("readCourses()", () => {
  it("reads on behind tabs and tells of them once", async () => {
    expect(await diagnose("title: T\nsteps:\n\t- prse: x\n\t- code: y\n\t  expct: 2\n")).toEqual([
      "3:1-2 yaml-syntax: The line is indented with a tab, as 2 others are, and YAML takes only spaces for indentation\n" +
        "  Indent with spaces, like the lines around it\n  |   - prse: x",
    ]);
  });

  it("tells of everything that is wrong with a lesson in one run", async () => {
    const diagnostics = await diagnose(`title: T
sumary: S
requires: { python: 3.10 - 3.12 }
steps:
  - id: one
    code: |
      x = 1
\tprint(x)
  - id: one
    prose: [a, b]
  - code: print(x) # => 1
  - code: x
    expect: $(itn)
  - code: y
    expect: $(=nowhere)
  - include: nowhere.yaml
  - quiz: |
      Which?
      - [ ] This
      - [ ] That
`);
    expect(diagnostics.map((each) => each.split(": ")[0])).toEqual([
      "2:1-7 unknown-key",
      "3:21-32 bad-version",
      "8:1-2 yaml-syntax",
      "9:9-12 duplicate-id",
      "10:12-18 needs-quotes",
      "11:20-26 text-cut",
      "13:13-19 bad-pattern",
      "15:13-24 unknown-capture",
      "16:14-26 missing-file",
      "19:7 bad-quiz",
    ]);
  });
});
