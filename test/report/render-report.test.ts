import { describe, expect, it } from "vitest";

import { renderReport } from "../../src/report/render-report.ts";
import { plainStyle } from "../../src/report/style.ts";
import { facts, finding, lesson, report, result, step } from "./sample-report.ts";

const gil = "pack/gil.yaml";
const sources = new Map([
  [gil, "title: The GIL\nsteps:\n  - code: |\n      print(1)\n      print(2)  # => 3\n  - prose: B\n"],
]);
const render = (parts: Parameters<typeof report>[0], verbose = false): string =>
  `\n${renderReport(report(parts), sources, { style: plainStyle, verbose })}`;

const passing = lesson("memory", [
  step("pack/memory.yaml", 3, []),
  step("pack/memory.yaml", 5, ["passed"]),
  step("pack/memory.yaml", 9, ["passed"]),
]);

const failing = lesson(
  "gil",
  [
    step(gil, 3, [
      result("failed", { findings: [finding(5, { difference: { expected: "3", actual: "2" }, shown: "1\n2\n" })] }),
    ]),
    { ...step(gil, 7, [result("skipped", { reason: "needs first-count" })]), id: "second-count" },
    step(gil, 9, ["passed"]),
  ],
  { verdict: "failed", duration: 65_400 },
);

describe("renderReport()", () => {
  it.each([
    ["each run's own", [facts], "Hash seed 4242; for the same again: --hash-seed 4242"],
    [
      "the embedded kernel's beside it",
      [facts, { ...facts, platform: "emscripten" as const }],
      "Hash seed 4242 (0 in the embedded kernel); for the same again: --hash-seed 4242",
    ],
    [
      "the embedded kernel's alone",
      [{ ...facts, platform: "emscripten" as const }],
      "Hash seed 0, as always in the embedded kernel",
    ],
  ])("tells the hash seed: %s", (_, all, line) => {
    const kernels = all.map((each, index) => ({ name: `k${index}`, displayName: "K", chosen: "", facts: each }));
    expect(render({ lessons: [passing], kernels })).toContain(`\n${line}\n`);
  });

  it("tells with --verbose what was equal by its form alone, and on which kernel", () => {
    const byForm = [
      { form: "address", lines: 2, saved: "<f at 0x1>", came: "<f at 0x2>" },
      { form: "duration", lines: 1, saved: "Wall time: 1 s", came: "Wall time:\u001b[31m 2 s" },
    ] as const;
    const passed = result("passed", { byForm });
    const one = lesson("some", [step("some.ipynb", 3, [passed])]);
    expect(render({ lessons: [one] })).not.toContain("0x2");
    expect(render({ lessons: [one] }, true)).toContain(`  code  12 ms
      equal by form: address, the first of 2 lines
        saved  <f at 0x1>
        came   <f at 0x2>
      equal by form: duration
        saved  Wall time: 1 s
        came   Wall time:␛[31m 2 s
`);
    const kernels = ["k1", "k2"].map((name) => ({ name, displayName: name, chosen: "" }));
    const two = lesson("some", [
      step("some.ipynb", 3, [result("passed", {}, "k1"), result("passed", { byForm }, "k2")]),
    ]);
    expect(render({ lessons: [two], kernels }, true)).toContain("equal by form on k2: address, the first of 2 lines\n");
  });

  it("gives a passing lesson one line", () => {
    expect(render({ lessons: [passing] })).toMatchInlineSnapshot(`
      "
      Kernel python3  CPython 3.13.1 on linux, 64 bit  found on Jupyter's path

      ✓ memory  2 steps  1.2 s

      1 lesson, 2 steps: 2 passed in 5.2 s
      Hash seed 4242; for the same again: --hash-seed 4242
      "
    `);
  });

  it("expands what did not pass, and shows the findings and the summary last", () => {
    expect(render({ lessons: [passing, failing] })).toMatchInlineSnapshot(`
      "
      Kernel python3  CPython 3.13.1 on linux, 64 bit  found on Jupyter's path

      ✓ memory                         2 steps  1.2 s
      ✗ gil                            1 passed, 1 failed, 1 skipped  1 min 5 s
        ✗ line 3    code               output-differs
        – line 7    code second-count  needs first-count

      pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says

          3 │   - code: |
          4 │       print(1)
        > 5 │       print(2)  # => 3
            │           ^
          6 │   - prose: B

        expected │ 3
        actual   │ 2

        output   │ 1
                 │ 2

        Mend the pattern or the code: the first differing line is shown

      ✗ pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says

      2 lessons, 5 steps: 3 passed, 1 failed, 1 skipped in 5.2 s
      Hash seed 4242; for the same again: --hash-seed 4242
      Explained, with examples: nbproof explain output-differs
      "
    `);
  });

  it("lists every step when asked", () => {
    expect(render({ lessons: [passing] }, true)).toMatchInlineSnapshot(`
      "
      Kernel python3  CPython 3.13.1 on linux, 64 bit  found on Jupyter's path

      ✓ memory            2 steps  1.2 s
        ✓ line 5    code  12 ms
        ✓ line 9    code  12 ms

      1 lesson, 2 steps: 2 passed in 5.2 s
      Hash seed 4242; for the same again: --hash-seed 4242
      "
    `);
  });

  it("gives a column to each of several kernels and names those that a finding is about", () => {
    const wrong = finding(5, { difference: { expected: "3", actual: "2" } });
    const kernels = ["3.10.4", "3.12.9", "3.13.1"].map((version) => {
      const name = `py${version.slice(0, 4)}`;
      return { name, displayName: name, chosen: "asked for", facts: { ...facts, version } };
    });
    const on = (verdicts: readonly ("passed" | "failed" | "skipped")[]): ReturnType<typeof result>[] =>
      verdicts.map((verdict, index) =>
        result(
          verdict,
          verdict === "failed" ? { findings: [wrong] } : verdict === "skipped" ? { reason: "needs python 3.12+" } : {},
          kernels[index]?.name,
        ),
      );
    const runs = kernels.map(
      ({ name }) => ({ kernel: name, verdict: "failed", findings: [], retries: 0, duration: 800 }) as const,
    );
    const grid = {
      ...failing,
      runs,
      steps: [step(gil, 3, on(["failed", "failed", "passed"])), step(gil, 7, on(["skipped", "passed", "passed"]))],
    };
    expect(render({ kernels, lessons: [grid] })).toMatchInlineSnapshot(`
      "
      Kernel py3.10  CPython 3.10.4 on linux, 64 bit  asked for
      Kernel py3.12  CPython 3.12.9 on linux, 64 bit  asked for
      Kernel py3.13  CPython 3.13.1 on linux, 64 bit  asked for

                          py3.10  py3.12  py3.13
      ✗ gil               ✗       ✗       ✗       3 passed, 2 failed, 1 skipped  800 ms
        ✗ line 3    code  ✗       ✗       ✓       output-differs
        ✓ line 7    code  –       ✓       ✓       py3.10: needs python 3.12+

      pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says (on py3.10, py3.12)

          3 │   - code: |
          4 │       print(1)
        > 5 │       print(2)  # => 3
            │           ^
          6 │   - prose: B

        expected │ 3
        actual   │ 2

        Mend the pattern or the code: the first differing line is shown

      ✗ pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says (on py3.10, py3.12)

      1 lesson, 2 steps, 3 kernels: 3 passed, 2 failed, 1 skipped in 5.2 s
      Hash seed 4242; for the same again: --hash-seed 4242
      Explained, with examples: nbproof explain output-differs
      "
    `);
  });

  it("says on one line why a whole lesson was skipped or could not run", () => {
    const reason = "needs processes";
    const skipped = lesson("pool", [step("pack/pool.yaml", 3, [result("skipped", { reason })])], {
      verdict: "skipped",
      reason,
    });
    const lost = lesson("bytecode", [step("pack/bytecode.yaml", 3, ["error"])], {
      verdict: "error",
      reason: "the server was lost",
      retries: 1,
    });
    expect(render({ lessons: [skipped, lost] })).toMatchInlineSnapshot(`
      "
      Kernel python3  CPython 3.13.1 on linux, 64 bit  found on Jupyter's path

      – pool      1 skipped  1.2 s  needs processes
      ! bytecode  1 error  1.2 s  after 1 retry  the server was lost

      ✗ pack/bytecode.yaml:1:1  server-lost  the server was lost

      2 lessons, 2 steps: 1 skipped, 1 error in 5.2 s
      1 lesson did not run: needs processes (pool)
      Hash seed 4242; for the same again: --hash-seed 4242
      No cell ran, so nothing is proven
      "
    `);
  });

  it("says how many steps too many each kernel skipped, and why", () => {
    const skips = {
      allowed: 2,
      kernels: [
        { kernel: "python3", skipped: 2, reasons: [{ reason: "needs windows, this is linux", steps: 2 }] },
        {
          kernel: "pyodide",
          skipped: 14,
          reasons: [
            { reason: "needs threads", steps: 12 },
            { reason: "needs the network", steps: 2 },
          ],
        },
      ],
    };
    expect(render({ lessons: [passing], skips })).toContain(
      "\n\n14 steps were skipped on pyodide, and --max-skipped allows 2:\n  12  needs threads\n   2  needs the network\n\n1 lesson",
    );
  });

  it("puts a reason of several lines below", () => {
    const reason = "The kernel did not start: it ended with exit code 1\nno module named ipykernel";
    const lost = lesson("bytecode", [step("pack/bytecode.yaml", 3, ["error"])], { verdict: "error", reason });
    expect(render({ lessons: [lost, lost] })).toMatchInlineSnapshot(`
      "
      Kernel python3  CPython 3.13.1 on linux, 64 bit  found on Jupyter's path

      ! bytecode  1 error  1.2 s
          The kernel did not start: it ended with exit code 1
          no module named ipykernel
      ! bytecode  1 error  1.2 s
          The kernel did not start: it ended with exit code 1
          no module named ipykernel

      ✗ pack/bytecode.yaml:1:1  server-lost  The kernel did not start: it ended with exit code 1

      2 lessons, 2 steps: 2 errors in 5.2 s
      Hash seed 4242; for the same again: --hash-seed 4242
      No cell ran, so nothing is proven
      "
    `);
  });

  it("counts the files that could not run", () => {
    const place = { file: gil, line: 2, column: 1, endColumn: 6 };
    const diagnostics = [
      { code: "unknown-key", place, message: "There is no key stepz" },
      { code: "unknown-key", place, message: "There is no key stepz either" },
    ] as const;
    expect(render({ diagnostics, lessons: [passing] })).toMatchInlineSnapshot(`
      "
      Kernel python3  CPython 3.13.1 on linux, 64 bit  found on Jupyter's path

      ✓ memory  2 steps  1.2 s

      pack/gil.yaml:2:1  unknown-key  There is no key stepz

          1 │ title: The GIL
        > 2 │ steps:
            │ ^^^^^
          3 │   - code: |
          4 │       print(1)

        Use the key that the message suggests, or see docs/lesson-spec.md

      pack/gil.yaml:2:1  unknown-key  There is no key stepz either

          1 │ title: The GIL
        > 2 │ steps:
            │ ^^^^^
          3 │   - code: |
          4 │       print(1)

      ✗ pack/gil.yaml:2:1  unknown-key  There is no key stepz
      ✗ pack/gil.yaml:2:1  unknown-key  There is no key stepz either

      2 problems in 1 file, which did not run
      1 lesson, 2 steps: 2 passed in 5.2 s
      Hash seed 4242; for the same again: --hash-seed 4242
      Explained, with examples: nbproof explain unknown-key
      "
    `);
  });

  it("shows a step that was asked for", () => {
    const shown = step(gil, 3, [result("passed", { shown: "1\n\u001b[31m2\n" })]);
    expect(render({ lessons: [lesson("gil", [shown])] })).toMatchInlineSnapshot(`
      "
      Kernel python3  CPython 3.13.1 on linux, 64 bit  found on Jupyter's path

      ✓ gil  1 step  1.2 s

      pack/gil.yaml:3 showed on python3:
        │ 1
        │ ␛[31m2

      1 lesson, 1 step: 1 passed in 5.2 s
      Hash seed 4242; for the same again: --hash-seed 4242
      "
    `);
  });

  it("tells one cause in forty cells on one screen", () => {
    const cells = Array.from({ length: 40 }, (_, index) => {
      const place = { file: "a.ipynb", line: index, column: 1 };
      const cell = { number: index + 1, part: "output" as const, line: 1, column: 1 };
      const differs = finding(1, { place: { ...place, cell }, cause: "the notebook was saved by numpy 1" });
      return { ...step("a.ipynb", index, [result("failed", { findings: [differs] })]), place: { ...place, cell } };
    });
    const text = render({ lessons: [lesson("a", cells, { verdict: "failed" })] });
    expect(text).toContain("40 cells: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, …");
    expect(text).toContain("differ only since the notebook was saved by numpy 1");
    expect(text).toContain("and 39 cells more for the same cause");
    expect(text.split("\n").length).toBeLessThan(24);
  });

  it("says so when nothing ran", () => {
    expect(render({ lessons: [lesson("gil", [step(gil, 3, ["skipped"])], { verdict: "skipped" })] })).toContain(
      "\nNo cell ran, so nothing is proven\n",
    );
  });
});
