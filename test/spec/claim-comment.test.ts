import { describe, expect, it } from "vitest";
import { diagnose } from "./read-files.ts";

const cases: readonly (readonly [what: string, yaml: string, diagnostics: readonly string[]])[] = [
  [
    "comments that are nearly claims",
    `title: T
steps:
  - code: |
      x  # =>3
      x  #=> 3
      x  # note # => 3
`,
    [
      "4:10-15 bad-claim: `# =>3` looks like a claim and is none\n  Write `# => ` with one space on either side of the arrow\n  | x  # => 3",
      "5:10-15 bad-claim: `#=> 3` looks like a claim and is none\n  Write `# => ` with one space on either side of the arrow\n  | x  # => 3",
      "6:10-23 bad-claim: A claim stands at the end of another comment, where nothing checks it\n  Begin the comment with `# => `; what explains it follows after two spaces",
    ],
  ],
  [
    "claims that say nothing",
    `title: T
steps:
  - code: |
      x  # => ...
`,
    [
      "4:10-18 bad-claim: A claim of `...` says nothing: any output would do\n  Claim what the cell shows, or use `expect` with `...` between lines",
    ],
  ],
  [
    "a claim within a claim",
    `title: T
steps:
  - code: |
      x  # => 3  and # => 4
`,
    [
      "4:10-28 bad-claim: A second claim stands in this one's explanation, where nothing checks it\n  Put each claim on a line of its own",
    ],
  ],
  [
    "claims beside expect",
    `title: T
steps:
  - code: |
      print(1)  # => 1
    expect: 1
`,
    [
      "4:22-23 claims-and-expect: This cell has claims and `expect`, and each would be its whole output\n  Keep one of the two",
    ],
  ],
  [
    "claims in a cell with a magic",
    `title: T
steps:
  - code: |
      x = 1
      %time x  # => 3
  - code: |
      %%bash
      ls  # => x
  - code: |
      files = !ls
      files  # => x
`,
    [
      "5:21-22 unchecked-claim: A claim stands in a cell with a magic (its line 2), which is not Python throughout\n  Use `expect` for this cell",
      "8:16-17 unchecked-claim: A claim stands in a cell with a magic (its line 1), which is not Python throughout\n  Use `expect` for this cell",
      "11:19-20 unchecked-claim: A claim stands in a cell with a magic (its line 1), which is not Python throughout\n  Use `expect` for this cell",
    ],
  ],
  [
    "claims in code that nothing checks",
    `title: T
steps:
  - exercise: x
    starter: "x # => 2"
    solution: "y # => 3"
    tests: { a: "x # => 4" }
    wrong: { b: "x # => 5" }
  - quiz: |
      Q
      - [x] a
      - [ ] b
    proof: "x # => 6"
`,
    [
      "4:22-23 unchecked-claim: A claim stands in a starter, where nothing checks it\n  Make it a plain comment, or say it with `assert`",
      "5:23-24 unchecked-claim: A claim stands in a solution, where nothing checks it\n  Make it a plain comment, or say it with `assert`",
      "6:25-26 unchecked-claim: A claim stands in a test, where nothing checks it\n  Make it a plain comment, or say it with `assert`",
      "7:25-26 unchecked-claim: A claim stands in a wrong answer, where nothing checks it\n  Make it a plain comment, or say it with `assert`",
      "12:20-21 unchecked-claim: A claim stands in a proof, where nothing checks it\n  Make it a plain comment, or say it with `assert`",
    ],
  ],
];

describe("readCourses() refuses", () => {
  it.each(cases)("%s", async (_what, yaml, diagnostics) => {
    expect(await diagnose(yaml)).toEqual(diagnostics);
  });
});
