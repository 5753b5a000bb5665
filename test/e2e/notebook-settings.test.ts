import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, it } from "vitest";

import { readCourse } from "../../src/api/read-course.ts";
import { validate } from "../../src/api/validate.ts";
import type { Report } from "../../src/model/report.ts";
import { codeCell, displayed, notebookFile, printed, raised, resulted } from "../ipynb/examples.ts";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

const settings = `exclude: [drafts]
run-only: [bench.ipynb]
ignore: [stderr, text/latex, text/plain]
replace:
  - { pattern: 'run \\d+', with: run }
sanitize-with: [sanitize.cfg]
timeouts: { slow.ipynb: 300ms }
env: { SAID: said }
pass-env: [GIVEN]
`;

const own = (source: string, outputs: readonly object[], more: object = {}): string =>
  notebookFile([codeCell(source, { outputs, ...more })]);

const errored = { name: "stderr", output_type: "stream", text: ["old\\n"] };

/** Each differs from what is saved, but for what the settings say. */
const files = {
  "nbproof.yaml": settings,
  "sanitize.cfg": "[build]\nregex: build-[0-9a-f]+\nreplace: BUILD\n",
  "drafts/broken.ipynb": own("1 / 0", []),
  "bench.ipynb": notebookFile([
    codeCell("print(1)", { outputs: [printed("2\n")] }),
    codeCell("#NBVAL_CHECK_OUTPUT\nprint(1)", { outputs: [printed("1\n")] }),
  ]),
  "replaced.ipynb": notebookFile([
    codeCell("print('run 17 of build-0af')", { outputs: [printed("run 3 of build-77\n")] }),
    codeCell("raise ValueError('run 17')", { outputs: [raised("ValueError", "run 3")] }),
  ]),
  "ignored.ipynb": notebookFile([
    codeCell("import sys\nprint('new', file=sys.stderr)", { outputs: [errored] }),
    codeCell("import sys\nprint('new', file=sys.stderr)", { execution_count: 2 }),
    codeCell(
      "from IPython.display import display\ndisplay({'text/html': '<b>a</b>', 'text/latex': 'new', 'text/plain': 'new'}, raw=True)",
      { outputs: [displayed({ "text/html": "<b>a</b>", "text/latex": "old", "text/plain": "old" })] },
    ),
    codeCell("2 + 2", { execution_count: 1, outputs: [resulted({ "text/plain": "5" })] }),
  ]),
  "given.ipynb": own("import os\nprint(os.environ['SAID'], os.environ['GIVEN'])", [printed("said given\n")]),
  "slow.ipynb": own("import time\ntime.sleep(20)", []),
};

async function verdicts(folder: string, args: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const python = await pythonEnvironment();
  const ran = await runNbproof(["validate", ...args, "--kernel", python, "--json", "report.json"], {
    cwd: folder,
    env: { GIVEN: "given" },
  });
  const report = JSON.parse(await readFile(join(folder, "report.json"), "utf8")) as Report;
  const each = report.lessons.map(({ file, steps }): [string, string] => [
    file,
    steps
      .flatMap(({ results }) =>
        results.map(({ verdict, findings }) => [verdict, ...findings.map(({ code }) => code)].join(" ")),
      )
      .join(", "),
  ]);
  return { exitCode: String(ran.exitCode), first: ran.stdout.split("\n")[0] ?? "", ...Object.fromEntries(each) };
}

it("nbproof validate does with notebooks what nbproof.yaml says", async () => {
  const folder = await folderOf(files);
  expect(await verdicts(folder, ["."])).toEqual({
    exitCode: "1",
    first: "Settings nbproof.yaml  1 notebook left out",
    "bench.ipynb": "passed, passed",
    "given.ipynb": "passed",
    "ignored.ipynb": "passed, passed, passed, passed",
    "replaced.ipynb": "passed, passed",
    "slow.ipynb": "failed timed-out",
  });
});

it("nbproof validate runs what is named, and lets options outdo settings", async () => {
  const folder = await folderOf(files);
  const args = ["drafts/broken.ipynb", "given.ipynb", "--env", "SAID=asked"];
  expect(await verdicts(folder, args)).toMatchObject({
    first: "Settings nbproof.yaml",
    "drafts/broken.ipynb": "failed error-raised",
    "given.ipynb": "failed output-differs",
  });
});

it("nbproof validate runs nothing where settings are wrong", async () => {
  const folder = await folderOf({ ...files, "nbproof.yaml": "ignored: [stderr]\n" });
  const { exitCode, stdout } = await runNbproof(["validate", "."], { cwd: folder });
  expect(exitCode).toBe(2);
  expect(stdout).toContain("nbproof.yaml:1:1  unknown-key  `ignored` is no key of the settings");
  expect(stdout).toContain("Did you mean `ignore`?");
});

it("readCourse() and validate() keep to settings too", async () => {
  const folder = await folderOf(files);
  const env = { ...process.env, GIVEN: "given" };
  const read = await readCourse("given.ipynb", { cwd: folder, env });
  const kernels = [await pythonEnvironment()];
  expect((await validate(read, { kernels })).exitCode).toBe(0);
  await writeFile(join(folder, "nbproof.yaml"), "timeout: soon\n");
  const refused = await readCourse("given.ipynb", { cwd: folder, env });
  expect(refused.diagnostics.map(({ code }) => code)).toEqual(["bad-duration"]);
  expect((await validate(refused, { kernels })).exitCode).toBe(2);
});
