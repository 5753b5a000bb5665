import { expect, it } from "vitest";

import type { Cell } from "../../src/lesson/cell.ts";
import { renderCells } from "../../src/notebook/cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { lessonOf } from "../notebook/course-of.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { folderOf } from "../spec/read-files.ts";
import { runInIPython } from "./run-in-ipython.ts";
import { runNbproof } from "./run-nbproof.ts";

const steps = `
  - id: double
    exercise: Write \`double(n)\`.
    starter: "def double(n): return 6"
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

const right = "def double(n): return 2 * n";
const unchecked = "not checked, its check says why";

function score(first: string, second: string, passed: number): string {
  return `Exercise 1.1: ${first}\nExercise 1.2: ${second}\n\n${passed} of 2 passed.\n`;
}

it("a lesson's score stands last, in the student edition alone, and only where there is something to check", async () => {
  expect([...(await cellsOf("student")).keys()].slice(-2)).toEqual(["_score", "_end"]);
  expect((await cellsOf("solutions")).has("_score")).toBe(false);
  const { course, lesson } = await lessonOf("  - code: 1 + 1\n");
  const cells = renderCells(course, lesson, { edition: "student", templates: loadTemplates() });
  expect(cells.map(({ role }) => role)).not.toContain("score");
});

it.each<readonly [string, readonly string[], string]>([
  ["asks for the set-up", [], "Run the first code cell of this notebook, your answers, and then this cell.\n"],
  ["knows what was not done", ["_setup"], score(unchecked, unchecked, 0)],
  [
    "takes no starter for an answer, whatever passes for it",
    ["_setup", "double_answer"],
    score(unchecked, unchecked, 0),
  ],
  ["needs no check to be run", ["_setup", right], score("passed", unchecked, 1)],
  [
    "counts what passes",
    ["_setup", right, "double_check", "import math\ndef halve(n):\n    return math.log(n + 100)", "halve_check"],
    score("passed", "0 of 1 tests passed", 1),
  ],
  [
    "praises no answer that was changed after its check",
    ["_setup", right, "double_check", "def double(n): return 4"],
    score("1 of 2 tests passed", unchecked, 0),
  ],
  [
    "praises no answer that stopped after its check",
    ["_setup", right, "double_check", "def double(n): return 1 / 0\ndouble(1)"],
    score(unchecked, unchecked, 0),
  ],
  [
    "praises no answer that another cell has changed since",
    ["_setup", right, "double_check", "double = None"],
    score(unchecked, unchecked, 0),
  ],
  [
    "lets no name of a student's get in its way",
    ["_setup", right, "double_check", "print = len = getattr = 5"],
    score("passed", unchecked, 1),
  ],
])("a score %s", async (_, ran, told) => {
  expect(await scoreAfter(...ran)).toBe(told);
});

it("a score that a theme has broken fails the lesson", async () => {
  const folder = await folderOf({
    "course/course.yaml": "title: Course\nlessons: [lesson.yaml]\n",
    "course/lesson.yaml": `title: Lesson\nsteps:${steps}`,
    "course/templates/score.py.njk": "print('score')\n1 / 0\n",
  });
  const { exitCode, stdout } = await runNbproof(["validate", "course"], { cwd: folder });
  expect(stdout).toContain(
    "student-stops  In the student edition Run All stops here: ZeroDivisionError: division by zero",
  );
  expect(exitCode).toBe(1);
});
