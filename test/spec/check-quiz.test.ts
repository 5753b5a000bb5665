import { describe, expect, it } from "vitest";
import { diagnose } from "./read-files.ts";

const cases: readonly (readonly [what: string, yaml: string, diagnostics: readonly string[]])[] = [
  [
    "a quiz without a right choice",
    `title: T
steps:
  - quiz: |
      Q
      - [ ] a
      - [ ] b
`,
    [
      "5:7 bad-quiz: None of this quiz's choices is marked as right\n  Choices begin with `- [ ]`, the right ones with `- [x]`, and end the quiz",
    ],
  ],
  [
    "a quiz without boxes",
    `title: T
steps:
  - quiz: |
      Q
      - a
      - b
`,
    [
      "4:7 bad-quiz: This quiz has no choices\n  Choices begin with `- [ ]`, the right ones with `- [x]`, and end the quiz",
    ],
  ],
  [
    "a quiz without a question, with one choice and more text",
    `title: T
steps:
  - quiz: |
      - [x] a

      more
`,
    [
      "4:7 bad-quiz: This quiz has choices and no question\n  Choices begin with `- [ ]`, the right ones with `- [x]`, and end the quiz",
      "4:7 bad-quiz: This quiz has only one choice\n  Choices begin with `- [ ]`, the right ones with `- [x]`, and end the quiz",
      "6:7 bad-quiz: Text after the choices would be lost\n  Choices begin with `- [ ]`, the right ones with `- [x]`, and end the quiz",
    ],
  ],
  [
    "a choice without a box",
    `title: T
steps:
  - quiz: |
      Q
      - [x] a
      - b
`,
    [
      "6:7 bad-quiz: This choice has no box\n  Choices begin with `- [ ]`, the right ones with `- [x]`, and end the quiz",
    ],
  ],
];

describe("readCourses() refuses", () => {
  it.each(cases)("%s", async (_what, yaml, diagnostics) => {
    expect(await diagnose(yaml)).toEqual(diagnostics);
  });
});
