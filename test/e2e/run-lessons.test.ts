import { describe, expect, it } from "vitest";

import { validated, verdictsOf } from "./validated.ts";

const cases: readonly (readonly [behaviour: string, steps: string, verdicts: readonly string[]])[] = [
  [
    "answers input() from the lesson and finds answers that nobody asked for",
    `  - code: |
      name = input("Name? ")
      print("Hello", name)  # => Hello Ada
    input: [Ada]
  - code: |
      print(input("Again? "))  # => Grace
    input: [Grace, Hedy]
`,
    ["passed", "failed (7 input-unused)"],
  ],
  [
    "sees what a reader sees: results, displays, cleared and overwritten output",
    `  - code: |
      from IPython.display import clear_output, display
      print("gone")
      clear_output()
      print("10 %", end="\\r")
      print("100 %")
      display("shown")
      1 + 1
    expect: |
      100 %
      'shown'
      2
`,
    ["passed"],
  ],
  [
    "goes on after a kernel died, and skips what needs names from before",
    `  - id: binds
    code: cats = 1
  - code: |
      import os
      os._exit(3)
  - code: print(1)
    expect: 1
  - code: print(cats)
    expect: 1
`,
    ["passed", "failed (6 kernel-died)", "passed", "skipped (needs binds)"],
  ],
  [
    "restores the namespace, the history and the execution count after attempts and proofs",
    `  - code: |
      before = "mine"
      len(In)  # the check's set-up is the first
    expect: 3
  - quiz: |
      Which?
      - [x] This
      - [ ] That
    proof: |
      before = "the proof's"
      extra = 1
  - exercise: Set answer to one.
    starter: |
      before = "the starter's"
      answer = 0
    solution: answer = 1
    tests:
      is one: |
        assert answer == 1, "answer is not 1"
    wrong:
      two: |
        before = "the wrong one's"
        answer = 2
  - code: |
      print(before, answer, "extra" in globals())
      len(In)
    expect: |
      mine 1 False
      6
`,
    ["passed", "passed", "passed", "passed"],
  ],
  [
    "finds that an attempt changed a shared object, unless the exercise has a kernel of its own",
    `  - id: shared
    code: basket = []
  - exercise: Put an apple into the basket.
    isolate: kernel
    starter: basket.append("pear")
    solution: basket.append("apple")
    tests:
      one apple: |
        assert basket == ["apple"], f"the basket holds {basket}"
    wrong:
      two apples: basket.extend(["apple", "apple"])
  - exercise: Put a plum into the basket.
    starter: basket.append("pear")
    solution: basket.append("plum")
    tests:
      an apple and a plum: |
        assert basket == ["apple", "plum"], f"the basket holds {basket}"
`,
    ["passed", "passed", "failed (18 solution-fails)"],
  ],
  [
    "finds where Run All stops in the student edition",
    `  - exercise: Set answer to one.
    starter: |
      pass
    solution: answer = 1
    tests:
      is one: |
        assert answer == 1, "answer is not 1"
  - code: print(answer)
    expect: 1
`,
    ["passed", "failed (10 student-stops)"],
  ],
  [
    "compares stderr, errors and nothing at all",
    `  - code: |
      import warnings
      warnings.warn("careful")
    expect:
      stderr: |
        ...
          warnings.warn("careful")
  - code: 1 / 0
    expect: { error: { name: ZeroDivisionError, message: division by zero } }
  - code: x = 1
    expect: { nothing: "true" }
  - code: |
      import sys
      print("oops", file=sys.stderr)
`,
    ["passed", "passed", "passed", "failed (15 stderr-unexpected)"],
  ],
  [
    "skips what the kernel cannot do, and what needs it",
    `  - id: old
    requires: { python: "<3" }
    code: ancient = 1
  - code: print(ancient)
    expect: 1
`,
    [expect.stringMatching(/^skipped \(needs Python/), "skipped (needs old)"],
  ],
  [
    "keeps a cell's deadline apart from the time that other cells took",
    `  - timeout: 2s
    code: |
      import time
      time.sleep(1.2)
  - timeout: 2s
    code: time.sleep(1.2)
  - timeout: 1s
    code: time.sleep(5)
  - code: print("on")
    expect: "on"
`,
    ["passed", "passed", "failed (10 timed-out)", "passed"],
  ],
  [
    "tells of the cell behind one that was interrupted what it does, and goes on where a kernel dies of an interrupt",
    `  - timeout: 300ms
    code: |
      while True: pass
  - timeout: 20s
    code: |
      while True: print("x" * 100_000)
  - timeout: 300ms
    code: |
      import os, time
      try:
          time.sleep(20)
      except BaseException:
          os._exit(3)
  - code: print("on")
    expect: "on"
`,
    ["failed (5 timed-out)", "failed (8 output-limit)", "failed (11 timed-out)", "passed"],
  ],
];

it("says that a kernel died of an interrupt", async () => {
  const lesson = await validated(`  - timeout: 300ms
    code: |
      import os, time
      try:
          time.sleep(20)
      except BaseException:
          os._exit(3)
`);
  const messages = lesson.steps.flatMap(({ results }) => results.flatMap(({ findings }) => findings));
  expect(messages.map(({ message }) => message)).toEqual([
    "The cell did not end within 0.3 s; it was interrupted, and the kernel died",
  ]);
});

describe("runLessons()", () => {
  it.each(cases)("%s", async (_, steps, verdicts) => {
    expect(verdictsOf(await validated(steps))).toEqual(verdicts);
  });
});
