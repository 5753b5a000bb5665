import { readFile } from "node:fs/promises";
import { join } from "node:path";

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
