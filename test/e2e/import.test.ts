import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { expect, it } from "vitest";

import { codeCell, notebookFile, printed, raised } from "../ipynb/examples.ts";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

it("nbproof import makes a lesson that validates at once, and overwrites nothing", async () => {
  const cells = [
    { cell_type: "markdown", id: "m", metadata: {}, source: "# Words" },
    codeCell("text = open('words.txt').read()\nprint(text)", { outputs: [printed("one $(int)\n\n")] }),
    codeCell("import sys; print('!', file=sys.stderr)\n[][0]", {
      outputs: [printed("!\n", "stderr"), raised("IndexError", "list index out of range")],
    }),
  ];
  const cwd = await folderOf({ "some.ipynb": notebookFile(cells), "words.txt": "one $(int)\n" });
  expect(await runNbproof(["import", "some.ipynb"], { cwd })).toMatchObject({ exitCode: 0, stderr: "" });
  const lesson = await readFile(join(cwd, "some.yaml"), "utf8");
  expect(lesson).toContain("files:\n  - words.txt\n");
  const ran = await runNbproof(["validate", "some.yaml", "--kernel", await pythonEnvironment()], { cwd });
  expect(ran.stdout).toContain("2 steps: 2 passed");
  const again = await runNbproof(["import", "some.ipynb"], { cwd });
  expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("some.yaml is there already") });
  expect(await readFile(join(cwd, "some.yaml"), "utf8")).toBe(lesson);
});

it("nbproof import of Markdown from the field: its title, its cells' tags, and no fence that is only shown", async () => {
  const cases = resolve(import.meta.dirname, "../cases");
  const names = ["fences.md", "myst.md"];
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(cases, name), "utf8")] as const),
  );
  const cwd = await folderOf(Object.fromEntries(texts));
  for (const name of names)
    expect(await runNbproof(["import", name], { cwd })).toMatchObject({ exitCode: 0, stderr: "" });
  expect(await readFile(join(cwd, "fences.yaml"), "utf8")).toMatch(
    /^title: Fences\n[^]*print\('only shown'\)\n +```\n/,
  );
  expect(await readFile(join(cwd, "myst.yaml"), "utf8")).toMatch(/^title: MyST\n/);
  const args = ["validate", "fences.yaml", "myst.yaml", "--kernel", await pythonEnvironment()];
  const { stdout, exitCode } = await runNbproof(args, { cwd });
  expect(stdout).toContain("2 lessons, 4 steps: 4 passed");
  expect(exitCode).toBe(0);
});
