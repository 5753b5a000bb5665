import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { checkLesson } from "../e2e/check-lesson.ts";
import { runNbproof } from "../e2e/run-nbproof.ts";
import type { LabNotebook } from "./lab-notebook.ts";
import { type Lab, labKernels, startLab } from "./start-lab.ts";

let lab: Lab;
let open: LabNotebook;

/** By index among the code cells: the answer's; its check is the next one. */
const [COUNT, DOUBLE, SHOW] = [2, 4, 8];
const count = "def count_objects(items):\n    return len({id(item) for item in items})";
const checked = "Checked was In";

beforeAll(async () => {
  lab = await startLab();
  const source = join(lab.folder, "source");
  await mkdir(source);
  await writeFile(join(source, "course.yaml"), "title: Lab\nlessons: [checks.yaml]\n");
  await writeFile(join(source, "checks.yaml"), checkLesson);
  const built = await runNbproof(["build", "source", "--out", "."], { cwd: lab.folder });
  expect(built).toMatchObject({ exitCode: 0, stderr: "" });
});

afterAll(async () => {
  await lab.keepEvidence("checks in JupyterLab");
  await lab[Symbol.asyncDispose]();
});

async function tried(answer: number, written?: string): Promise<void> {
  if (written !== undefined) await open.write(answer, written);
  await open.runWithNext(answer);
  await open.idle();
}

describe.each(labKernels)("a check in JupyterLab, with %s", (kernel) => {
  beforeAll(async () => {
    await cp(join(lab.folder, "source/checks.ipynb"), join(lab.folder, kernel, "checks.ipynb"));
    open = await lab.open(`${kernel}/checks.ipynb`, kernel);
  });

  // In this order, as a student would.
  it.each<readonly [string, () => Promise<void>, number, string]>([
    ["asks for the set-up", async () => await tried(COUNT), COUNT, "Run the first code cell of this notebook"],
    [
      "knows the starter",
      async () => {
        // The set-up is folded: a student comes to it from the title.
        await open.page.getByRole("heading", { name: "Checks" }).click();
        await open.page.keyboard.press("Shift+Enter");
        await open.page.keyboard.press("Shift+Enter");
        await open.idle();
        await tried(COUNT);
      },
      COUNT,
      "is still the starter",
    ],
    [
      "praises a right answer",
      async () => await tried(COUNT, count),
      COUNT,
      "Well done: all 2 tests pass. Checked was In [",
    ],
    [
      "does not praise it when it was changed and is no Python",
      async () => await tried(COUNT, count.replace("(items)", "(items")),
      COUNT,
      "SyntaxError: '(' was never closed (line 1: `def count_objects(items:`)",
    ],
    [
      "says what a name may be",
      async () => await tried(COUNT, count.replace("in items", "in itens")),
      COUNT,
      "did you mean `items`?",
    ],
    [
      "says that a result is printed",
      async () => await tried(COUNT, "def count_objects(items):\n    print(1)"),
      COUNT,
      "prints its result: return it",
    ],
    [
      "ends a loop",
      async () => await tried(COUNT, "def count_objects(items):\n    while True:\n        items = list(items)"),
      COUNT,
      "did not end within 0.4 s",
    ],
    [
      "says what was seen",
      async () => await tried(DOUBLE, "def double(x):\n    return x + 2"),
      DOUBLE,
      "double(4) == 8 (it is 6, against 8)",
    ],
    [
      "runs an answer again that prints",
      async () => await tried(SHOW, "x = [1, 2, 3]\nprint(3)\nprint(6)"),
      SHOW,
      "Well done",
    ],
    [
      "knows nothing after a restart",
      async () => {
        await open.restart();
        await tried(COUNT, count);
      },
      COUNT,
      "Run the first code cell of this notebook",
    ],
  ])("%s", async (name, act, answer, shows) => {
    await act();
    await expect.poll(async () => await open.output(answer + 1), { timeout: 30_000 }).toContain(shows);
    expect(await open.output(answer + 1)).not.toContain("Traceback");
    if (shows.startsWith("Well done")) expect(await open.output(answer + 1)).toContain(checked);
  });
});
