import { describe, expect, it } from "vitest";

import { validated, verdictsOf } from "./validated.ts";

/** Its tests do not look at what is below zero. */
const exercise = `  - code: limit = 10
  - id: steps
    exercise: Count the steps down from a number.
    starter: |
      def steps(n): ...
    solution: |
      def steps(n):
          if n < 0:
              return limit
          count = 0
          while n > 0:
              n -= 1
              count += 1
          return count * 1
    tests:
      three steps: assert steps(3) == 3
`;

describe("validate --mutate", () => {
  it.each([
    ["a kernel over ZMQ", undefined],
    ["the embedded kernel", "pyodide-3.14"],
  ])("lists the changed solutions that all tests accept, on %s", async (_, kernel) => {
    const lesson = await validated(
      `${exercise}    equivalent:
      "return count / 1": Equal numbers are equal.
  - code: print(limit)
    expect: 10
check-timeout: 1s
`,
      { mutate: true },
      kernel,
    );
    expect(verdictsOf(lesson)).toEqual(["passed", "passed", "passed"]);
    const { survivors, ...score } = lesson.steps[1]?.results[0]?.solutions ?? { survivors: [] };
    expect(
      survivors.map(({ kind, place, solution, before, after }) => [kind, place.line, solution.line, before, after]),
    ).toMatchInlineSnapshot(`
        [
          [
            "statement",
            18,
            10,
            "    if n < 0:
                return limit",
            "    pass  # if n < 0:",
          ],
          [
            "comparison",
            18,
            10,
            "    if n < 0:",
            "    if n <= 0:",
          ],
          [
            "constant",
            18,
            10,
            "    if n < 0:",
            "    if n < 1:",
          ],
          [
            "constant",
            18,
            10,
            "    if n < 0:",
            "    if n < -1:",
          ],
          [
            "return",
            18,
            11,
            "        return limit",
            "        return None",
          ],
        ]
      `);
    expect(score).toMatchInlineSnapshot(`
      {
        "equivalent": 1,
        "mutants": 25,
        "refused": 20,
        "unended": 3,
      }
    `);
  });

  it("decides about each change in a kernel that no other has spoiled", async () => {
    const lesson = await validated(
      `  - code: kept = []
  - exercise: Keep one.
    starter: |
      def keep(): ...
    solution: |
      def keep():
          kept.append(1)
          del kept[1:]
          return len(kept)
    tests:
      one: assert keep() == 1
      still one: assert keep() == 1
`,
      { mutate: true },
    );
    const { survivors = [], ...score } = lesson.steps[1]?.results[0]?.solutions ?? {};
    expect(survivors.map(({ after }) => after.trim())).toMatchInlineSnapshot(`
      [
        "kept.append(2)",
        "kept.append(0)",
      ]
    `);
    expect(score).toMatchInlineSnapshot(`
      {
        "equivalent": 0,
        "mutants": 7,
        "refused": 5,
        "unended": 0,
      }
    `);
  });

  it("finds what is named as equivalent and is not", async () => {
    const lesson = await validated(
      `${exercise}    equivalent:
      "count -= 1": Counts otherwise.
      "count *= 1": Multiplies.
check-timeout: 1s
`,
      { mutate: true },
    );
    expect(verdictsOf(lesson)).toEqual(["passed", "failed (20 not-equivalent, 21 not-equivalent)"]);
    expect(lesson.steps[1]?.results[0]?.findings.map(({ message, advice }) => [message, advice]))
      .toMatchInlineSnapshot(`
        [
          [
            "The solution with the line \`count -= 1\` is not equivalent: a test refuses it",
            undefined,
          ],
          [
            "No change of the solution gives the line \`count *= 1\`",
            undefined,
          ],
        ]
      `);
  });

  it("ends kernels and cells that do not end, and goes on", async () => {
    const lesson = await validated(
      `  - exercise: Stay.
    timeout: 20s
    starter: |
      import os
      stay = None
    solution: |
      import os
      if False:
          os._exit(1)
      def stay(up=1):
          while True:
              try:
                  return up
              except:
                  pass
    tests:
      it stays: assert stay() == 1
check-timeout: 1s
`,
      { mutate: true },
    );
    const { survivors = [], ...score } = lesson.steps[0]?.results[0]?.solutions ?? {};
    expect(survivors.map(({ after }) => after.trim())).toMatchInlineSnapshot(`
      [
        "pass  # if False:",
        "pass  # os._exit(1)",
        "os._exit(2)",
        "os._exit(0)",
      ]
    `);
    expect(score).toMatchInlineSnapshot(`
      {
        "equivalent": 0,
        "mutants": 11,
        "refused": 7,
        "unended": 1,
      }
    `);
  });
});
