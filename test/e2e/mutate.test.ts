import { expect, it } from "vitest";

import { validated, verdictsOf } from "./validated.ts";

it("validate --mutate measures what a run showed, without another run and without another verdict", async () => {
  const lesson = await validated(
    `  - code: runs = 0
  - code: |
      runs += 1
      print("run", runs)  # => run 1
      print(id(runs))     # => $(a:int)
  - code: |
      print(id(runs))  # => $(=a)
  - code: print("a\\n.\\na")
    expect: |
      ...
      a
      ...
  - code: raise KeyError("spam")
    expect: { error: { name: KeyError } }
  - code: print(runs)
    expect: 1
`,
    { mutate: true },
  );
  expect(verdictsOf(lesson)).toEqual(["passed", "passed", "passed", "passed", "passed", "passed"]);
  const mutations = lesson.steps.map(({ results }) => results[0]?.mutation);
  expect(mutations.map((mutation) => mutation?.spelledOut)).toEqual([
    undefined,
    { mutants: 7, refused: 7 },
    { mutants: 0, refused: 0 },
    { mutants: 2, refused: 0 },
    { mutants: 3, refused: 3 },
    { mutants: 4, refused: 4 },
  ]);
  const survivors = mutations.flatMap((mutation) => mutation?.survivors ?? []).filter(({ inHole }) => !inHole);
  expect(survivors.map(({ kind, place: { line }, before, after }) => ({ kind, line, before, after }))).toEqual([
    { kind: "word", line: 13, before: "a", after: "x" },
    { kind: "drop", line: 13, before: "a", after: "" },
  ]);
});
