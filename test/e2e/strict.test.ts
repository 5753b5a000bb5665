import { expect, it } from "vitest";

import { validated, verdictsOf } from "./validated.ts";

it("validate --strict finds what cannot fail, and runs the student edition and later steps all the same", async () => {
  const lesson = await validated(
    `  - code: |
      cats = 1
      print(cats)
  - code: cats
    expect: $(any)
  - code: |
      import sys
      print("careful", file=sys.stderr)
      2 + cats
    expect: { stderr: careful }
  - code: print(cats + 1)
    expect: 2
  - exercise: Set answer to one.
    starter: answer = 0
    solution: |
      answer = 1
      print(answer)
    tests: { is one: "assert answer == 1" }
  - code: dogs = 2
`,
    { strict: true },
  );
  expect(verdictsOf(lesson)).toEqual([
    "failed (4 expects-nothing)",
    "failed (7 accepts-anything)",
    "failed (12 expects-nothing)",
    "passed",
    "passed",
    "passed",
  ]);
  expect(lesson.runs.map(({ verdict }) => verdict)).toEqual(["failed"]);
});
