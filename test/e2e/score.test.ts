import { expect, it } from "vitest";

import type { Cell } from "../../src/lesson/cell.ts";
import { renderCells } from "../../src/notebook/cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { lessonOf } from "../notebook/course-of.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runInIPython } from "./run-in-ipython.ts";

const steps = `
  - id: double
    exercise: Write \`double(n)\`.
    starter: "def double(n): ..."
    solution: "def double(n): return 2 * n"
    tests:
      two: assert double(2) == 4
      three: assert double(3) == 6
  - code: 1 + 1
  - id: halve
    exercise: Write \`halve(n)\`.
    starter: "def halve(n): ..."
    solution: "def halve(n): return n / 2"
    tests:
      four: assert halve(4) == 2
`;

async function cellsOf(edition: "student" | "solutions"): Promise<ReadonlyMap<string, Cell>> {
  const { course, lesson } = await lessonOf(steps);
  return new Map(renderCells(course, lesson, { edition, templates: loadTemplates() }).map((cell) => [cell.id, cell]));
}

/** What the score says after cells: those of the notebook by their id, others as they are written. */
async function scoreAfter(...ran: readonly string[]): Promise<string> {
  const cells = await cellsOf("student");
  const code = [...ran, "_score"].map((cell) => cells.get(cell)?.source ?? cell);
  const shown = (await runInIPython(await pythonEnvironment(), code)).at(-1);
  expect(shown?.error).toBe(null);
  expect(shown?.names.filter((name) => name.startsWith("_"))).toEqual([]);
  return shown?.stdout ?? "";
}

const said = "passed, as their checks last said in this kernel.\n";

it("a lesson's score stands last, in the student edition alone, and only where there is something to check", async () => {
  expect([...(await cellsOf("student")).keys()].slice(-2)).toEqual(["_score", "_end"]);
  expect((await cellsOf("solutions")).has("_score")).toBe(false);
  const { course, lesson } = await lessonOf("  - code: 1 + 1\n");
  const cells = renderCells(course, lesson, { edition: "student", templates: loadTemplates() });
  expect(cells.map(({ role }) => role)).not.toContain("score");
});

it.each<readonly [string, readonly string[], string]>([
  [
    "asks for the set-up",
    [],
    "Run the first code cell of this notebook, your answers and their checks, and then this cell.\n",
  ],
  [
    "praises nothing that was not checked",
    ["_setup", "def double(n): return 2 * n"],
    `Exercise 1.1: not checked\nExercise 1.2: not checked\n\n0 of 2 ${said}`,
  ],
  [
    "counts what was checked",
    ["_setup", "def double(n): return 2 * n", "double_check", "def halve(n): return n", "halve_check"],
    `Exercise 1.1: passed\nExercise 1.2: 0 of 1 tests passed\n\n1 of 2 ${said}`,
  ],
  [
    "speaks of the last check",
    ["_setup", "def double(n): return 2 * n", "double_check", "def double(n): return 4", "double_check"],
    `Exercise 1.1: 1 of 2 tests passed\nExercise 1.2: not checked\n\n0 of 2 ${said}`,
  ],
  [
    "does not keep what a check does not say any more",
    ["_setup", "def double(n): return 2 * n", "double_check", "def double(n): return 1 / 0\ndouble(1)", "double_check"],
    `Exercise 1.1: not checked\nExercise 1.2: not checked\n\n0 of 2 ${said}`,
  ],
  [
    "lets no name of a student's get in its way",
    ["_setup", "def double(n): return 2 * n", "double_check", "print = len = getattr = 5"],
    `Exercise 1.1: passed\nExercise 1.2: not checked\n\n1 of 2 ${said}`,
  ],
])("a score %s", async (_, ran, score) => {
  expect(await scoreAfter(...ran)).toBe(score);
});
