import { expect, it } from "vitest";

import { validated, verdictsOf } from "./validated.ts";

it.each([
  ["a kernel over ZMQ", undefined],
  ["the embedded kernel", "pyodide-3.14"],
])("tests, solutions, wrong answers and proofs may await, on %s", async (_, kernel) => {
  const lesson = await validated(
    `  - code: |
      import asyncio
      async def soon(value):
          await asyncio.sleep(0.01)
          return value
  - exercise: Bind \`kept\` to what \`soon(1)\` gives, and \`twice\` to what doubles it.
    starter: |
      async def twice(x): ...
    solution: |
      kept = await soon(1)
      async def twice(x):
          return 2 * await soon(x)
      print(await twice(kept))
    tests:
      kept: assert kept == await soon(1)
      twice: assert await twice(kept) == 2
      printed: assert printed == "2\\n"
    wrong:
      not awaited:
        fails: kept
        code: |
          kept = soon(1)
          kept.close()
          async def twice(x): return 2
      another number:
        fails: twice
        code: |
          kept = await soon(1)
          async def twice(x): return 3 * await soon(x)
  - quiz: |
      What does \`await soon(3)\` give?
      - [x] 3
      - [ ] a coroutine
    proof: |
      assert await soon(3) == 3
  - quiz: |
      What does \`await soon(4)\` give?
      - [x] 3
      - [ ] 4
    proof: |
      assert await soon(4) == 3
`,
    {},
    kernel,
  );
  expect(verdictsOf(lesson)).toEqual(["passed", "passed", "passed", "failed (43 quiz-key)"]);
});
