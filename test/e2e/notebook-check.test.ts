import { beforeAll, describe, expect, it } from "vitest";

import { renderCells } from "../../src/notebook/cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { lessonOf } from "../notebook/course-of.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runInIPython, type ShownCell } from "./run-in-ipython.ts";

let python = "";

beforeAll(async () => {
  python = await pythonEnvironment();
});

/** The check cell of an exercise `task` with tests, each a name and code. */
async function checkCell(tests: Readonly<Record<string, string>>): Promise<string> {
  const { course, lesson } = await lessonOf(
    `  - ${JSON.stringify({ id: "task", exercise: "Do it.", starter: "...", solution: "pass", tests })}\n`,
  );
  const cells = renderCells(course, lesson, { edition: "student", templates: loadTemplates() });
  return cells.find(({ role }) => role === "check")?.source ?? "";
}

/** What the check cell shows after a student's cells. */
async function check(tests: Readonly<Record<string, string>>, ...answers: readonly string[]): Promise<ShownCell> {
  const shown = await runInIPython(python, [...answers, await checkCell(tests)]);
  const last = shown.at(-1);
  if (last === undefined) throw new Error("IPython showed nothing");
  return last;
}

const marker = "# Answer to: task\n";
const lastLine = "0 of 1 passed. Work on your answer, run its cell, then run this one again.";

describe("the check cell", () => {
  it("says that the only test passes, and leaves no name behind", async () => {
    const shown = await check({ adds: "total = add(1, 2)\nassert total == 3" }, "def add(a, b): return a + b");
    expect(shown).toEqual({
      stdout: "✓ adds\n\nWell done: the test passes.\n",
      stderr: "",
      displays: 0,
      error: null,
      names: ["add"],
    });
  });

  it("counts the tests that pass", async () => {
    const { stdout } = await check(
      { one: "assert a == 1", two: "assert b == 2", three: "assert a < b" },
      "a = 1; b = 3",
    );
    expect(stdout).toBe(
      [
        "✓ one",
        "✗ two: this does not hold: b == 2",
        "✓ three",
        "",
        "2 of 3 passed. Work on your answer, run its cell, then run this one again.\n",
      ].join("\n"),
    );
  });

  it("shows of each failing test why it fails", async () => {
    const table = [
      ["assert a == 2, f'a should be 2, it is {a}'", "a should be 2, it is 1"],
      ["b = 2\nif b:\n    assert a == b", "this does not hold: a == b"],
      ["assert a == 2, 'a\\n  should be\\n2'", "a should be 2"],
      ["assert a == 2, [a, 2]", "[1, 2]"],
      ["int('x')", "ValueError: invalid literal for int() with base 10: 'x'"],
      ["raise KeyError", "KeyError"],
      ["broken()", "ZeroDivisionError: division by zero"],
      ["import sys\nsys.exit(2)", "SystemExit: 2"],
      ["class Stop(BaseException): pass\nraise Stop('here')", "Stop: here"],
      ["assert (", "SyntaxError: '(' was never closed (<cell>, line 1)"],
      ["missing", "NameError: name 'missing' is not defined"],
    ] as const;
    const tests = Object.fromEntries(table.map(([code], index) => [`test ${index}`, code]));
    const { stdout, error, names } = await check(tests, "a = 1\ndef broken(): return a / 0");
    expect(stdout.split("\n").slice(0, -3)).toEqual(table.map(([, message], index) => `✗ test ${index}: ${message}`));
    expect({ error, names }).toEqual({ error: null, names: ["a", "broken"] });
  });

  it("shows what a failing test prints below its line, and nothing of one that passes", async () => {
    const tests = { one: "assert twice(1) == 2", two: "assert twice(2) == 5, 'should be 5'" };
    const answer =
      "import sys\ndef twice(n):\n    print('got', n, end='')\n    print('x', file=sys.stderr)\n    return n * 2";
    const { stdout, stderr } = await check(tests, answer);
    expect(stdout).toMatch(/^✓ one\n✗ two: should be 5\n {4}what it printed:\n {6}got 2\n\n1 of 2 passed/);
    expect(stderr).toBe("");
  });

  it("shows the last of what a flood of a test prints", async () => {
    const { stdout } = await check({ it: "for i in range(1000): print(i)\nassert False, 'no'" });
    const lines = Array.from({ length: 20 }, (_, index) => `      ${980 + index}\n`).join("");
    expect(stdout).toBe(`✗ it: no\n    what it printed:\n${lines}\n${lastLine}\n`);
  });

  it("passes an interrupt on", async () => {
    expect(await check({ it: "raise KeyboardInterrupt" })).toMatchObject({ error: "KeyboardInterrupt" });
  });

  it("lets no test see another's names, and leaves the notebook's as they were", async () => {
    const tests = { one: "n = 5\nhelper = 1\nassert n == 5", two: "assert n == 1\nassert 'helper' not in globals()" };
    const shown = await check(tests, "n = 1\ndef get(): return n");
    expect(shown).toMatchObject({ stdout: expect.stringContaining("all 2 tests pass"), names: ["get", "n"] });
  });

  it("leaves the student's functions their own globals", async () => {
    const { stdout } = await check({ it: "n = 5\nassert get() == 1" }, "n = 1\ndef get(): return n");
    expect(stdout).toContain("✓ it\n");
  });
});

describe("the check cell of a test on `printed`", () => {
  const printsThree = { "prints 3": 'assert printed == "3\\n", f"it prints {printed!r}"' };

  it("runs the answer again and captures what it prints", async () => {
    const shown = await check(printsThree, `${marker}total = 1 + 2\nprint(total)`);
    expect(shown).toMatchObject({ stdout: "✓ prints 3\n\nWell done: the test passes.\n", names: ["total"] });
  });

  it("shows no display, warning or error output of the answer again", async () => {
    const answer = `${marker}import sys\ndisplay({1})\nprint("w", file=sys.stderr)\nprint(3)`;
    const shown = await check(printsThree, `from IPython.display import display`, answer);
    expect(shown).toMatchObject({ stdout: expect.stringContaining("✓ prints 3"), stderr: "", displays: 0 });
  });

  it("takes the answer's latest run", async () => {
    const { stdout } = await check(printsThree, `${marker}print(3)`, `${marker}print(4)`);
    expect(stdout).toBe(`✗ prints 3: it prints '4\\n'\n\n${lastLine}\n`);
  });

  it("takes no cell whose first line only begins like the marker", async () => {
    const { stdout } = await check(printsThree, `${marker}print(3)`, "# Answer to: task-two\nprint(4)");
    expect(stdout).toContain("✓ prints 3\n");
  });

  it("finds the answer behind white space", async () => {
    const { stdout } = await check(printsThree, `\n\n# Answer to: task  \nprint(3)\n`);
    expect(stdout).toContain("✓ prints 3\n");
  });

  it.each([
    ["was not run", []],
    ["lost its first line", ["print(3)"]],
  ])("asks for the answer where it %s", async (_what, answers: readonly string[]) => {
    expect(await check(printsThree, ...answers)).toMatchObject({
      stdout: "Run the cell with your answer first, and keep its first line: # Answer to: task\n",
      error: null,
      names: [],
    });
  });

  it("says that the answer stops, and still makes the tests that do not need what it prints", async () => {
    const tests = { ...printsThree, "n is 1": "assert n == 1" };
    const shown = await check(tests, `${marker}n = 1\nprint(3)\nprint(nothing)`);
    expect(shown).toMatchObject({
      stdout: [
        "✗ prints 3: your answer, run again, stops with NameError: name 'nothing' is not defined",
        "✓ n is 1",
        "",
        "1 of 2 passed. Work on your answer, run its cell, then run this one again.\n",
      ].join("\n"),
      error: null,
      names: ["n"],
    });
  });

  it("says that an answer which exits stops", async () => {
    const { stdout } = await check(printsThree, `${marker}print(3)\nraise SystemExit("bye")`);
    expect(stdout).toContain("✗ prints 3: your answer, run again, stops with SystemExit: bye\n");
  });
});
