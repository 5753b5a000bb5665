import { execFile } from "node:child_process";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import type { Report } from "../../src/model/report.ts";
import { codeCell, displayed, notebookFile, printed, resulted } from "../ipynb/examples.ts";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

const cases = resolve(import.meta.dirname, "../cases");

interface Right {
  readonly exitCode: number;
  /** Of each step, with its reason or codes. */
  readonly verdicts: readonly string[];
  /** What the report says besides. */
  readonly says?: readonly string[];
}

const passed = (cells: number): Right => ({ exitCode: 0, verdicts: Array.from({ length: cells }, () => "passed") });

/** Each notebook from the field, and what is right of it. */
const right: Readonly<Record<string, Right>> = {
  "long-line": passed(1),
  address: passed(2),
  "old-file-name": passed(1),
  "frontend-mime": passed(1),
  "table-space": passed(1),
  "no-outputs-field": passed(1),
  "nbformat-3": passed(1),
  "asks-for-input": passed(1),
  "asks-tagged": passed(2),
  "raises-tag-no-error-saved": passed(1),
  "late-task": passed(2),
  "absent-kernel": { ...passed(1), says: ["conda-env-nowhere-py, which is named, is absent"] },
  nan: passed(1),
  "empty-print": passed(1),
  index: passed(1),
  "output-fence": passed(1),
  graded: passed(2),
  empty: { exitCode: 0, verdicts: [], says: ["Nothing is to run here: there is no code"] },
  "prose-only": { exitCode: 0, verdicts: [], says: ["Nothing is to run here: there is no code"] },
  "merge-conflict": {
    exitCode: 2,
    verdicts: [],
    says: [
      "2:1  json-syntax  An unresolved merge conflict begins",
      "6:1  json-syntax  An unresolved merge conflict ends",
    ],
  },
  "language-r": {
    exitCode: 3,
    verdicts: ["skipped needs a kernel for R, this one is for python"],
    says: ["no-ir, which is named, is absent"],
  },
};

async function validate(name: string, ...args: readonly string[]): Promise<{ ran: Right; out: string; file: string }> {
  const folder = await folderOf({});
  const file = join(folder, `${name}.ipynb`);
  // A machine may have R's kernel.
  const text = await readFile(join(cases, `${name}.ipynb`), "utf8");
  await writeFile(file, text.replace('"name": "ir"', '"name": "no-ir"'));
  const json = join(folder, "report.json");
  // As where the environment is active: its kernelspec python3 is found, and the notebook's own is looked for.
  const env = { VIRTUAL_ENV: dirname(dirname(await pythonEnvironment())) };
  const { exitCode, stdout } = await runNbproof(["validate", `${name}.ipynb`, "--json", json, ...args], {
    cwd: folder,
    env,
  });
  const report = JSON.parse(await readFile(json, "utf8")) as Report;
  const verdicts = report.lessons.flatMap(({ steps }) =>
    steps.flatMap(({ results }) =>
      results.map(({ verdict, reason, findings }) =>
        [verdict, ...(reason === undefined ? [] : [reason]), ...findings.map(({ code }) => code)].join(" "),
      ),
    ),
  );
  return { ran: { exitCode: exitCode ?? -1, verdicts }, out: stdout, file };
}

/** What stops being read is no lesson, and what is in R is none in Python. */
const notLessons = new Set(["merge-conflict", "language-r"]);

/** What a lesson cannot say of them, which is told: they do not validate before their author mends it. */
const toMend: Readonly<Record<string, string>> = {
  "asks-for-input": "cell 1: it asks for input",
  "asks-tagged": "cell 1: it asks for input",
  "raises-tag-no-error-saved": "cell 1: it may raise, which a lesson cannot say",
};

describe("nbproof import, of a notebook from the field", () => {
  it("makes a lesson that validates at once, or says what is to be mended", async () => {
    const folder = await folderOf({});
    const lessons: string[] = [];
    for (const name of Object.keys(right).filter((each) => !notLessons.has(each))) {
      await copyFile(join(cases, `${name}.ipynb`), join(folder, `${name}.ipynb`));
      const { exitCode, stdout, stderr } = await runNbproof(["import", `${name}.ipynb`], { cwd: folder });
      expect([name, exitCode, stderr]).toEqual([name, 0, ""]);
      expect(stdout).toContain(toMend[name] ?? "Wrote");
      if (toMend[name] === undefined) lessons.push(/^Wrote (\S+\.yaml)/.exec(stdout)?.[1] ?? "");
    }
    expect(lessons).toContain("index-lesson.yaml");
    const args = ["validate", ...lessons, "--kernel", await pythonEnvironment()];
    const { exitCode, stdout } = await runNbproof(args, { cwd: folder });
    expect(stdout).toContain("16 lessons, 17 steps: 17 passed");
    expect(exitCode).toBe(0);
  });
});

describe("nbproof validate, of a notebook from the field", () => {
  it.each(Object.entries(right))("%s", async (name, { says = [], ...expected }) => {
    const { ran, out } = await validate(name);
    expect(ran).toEqual(expected);
    for (const line of says) expect(out).toContain(line);
  });

  it("NaN and Infinity hold on ZMQ and embedded kernels, in displays, results and on stderr", async () => {
    const source =
      "import sys\nfrom IPython.display import display\nn = float('nan')\nprint(n, file=sys.stderr)\n" +
      "display({'application/json': {'a': [n, float('inf'), -float('inf')]}}, raw=True)\nprint(-n, file=sys.stderr)\nn";
    const outputs = [
      printed("nan\n", "stderr"),
      displayed({ "application/json": { a: ["NaN", "Infinity", "-Infinity"] } }),
      printed("nan\n", "stderr"),
      resulted({ "text/plain": "nan" }),
    ];
    const text = notebookFile([codeCell(source, { outputs })]).replaceAll(/"(NaN|-?Infinity)"/g, "$1");
    const folder = await folderOf({ "a.ipynb": text });
    const args = ["validate", "a.ipynb", "--write", "--kernel", `${await pythonEnvironment()},pyodide`];
    const { exitCode, stdout } = await runNbproof(args, { cwd: folder });
    expect(stdout).toContain("a.ipynb has these outputs already");
    expect(exitCode).toBe(0);
    expect(await readFile(join(folder, "a.ipynb"), "utf8")).toBe(text);
  });

  it("incomplete-messages: told in this cell alone", async () => {
    const { ran } = await validate("incomplete-messages");
    expect(ran.verdicts[0]).toContain("error The kernel sent what no front end can show");
    expect(ran.verdicts[1]).toBe("passed");
  });

  it("--write changes what differs, and the second time nothing", async () => {
    const names = Object.keys(right).filter((name) => name !== "merge-conflict" && name !== "language-r");
    const made = {
      "warning.ipynb": [codeCell("import warnings\nwarnings.warn('x')", { outputs: [] })],
      "pattern.ipynb": [
        codeCell("import random; print(random.random())", {
          metadata: { nbproof: { expect: "$(float)" } },
          outputs: [printed("stale\n")],
        }),
      ],
      "ignored.ipynb": [
        codeCell("# NBVAL_IGNORE_OUTPUT\nimport time; print(time.time())", { outputs: [printed("1\n")] }),
      ],
      "new.ipynb": [codeCell("object()", { execution_count: null }), codeCell("print('b')", { id: "b" })],
      "widget.ipynb": [
        codeCell(
          "from IPython.display import display\ndisplay({'application/vnd.jupyter.widget-view+json': {'model_id': 'n'}}, raw=True)\nprint('new')",
          { outputs: [displayed({ "application/vnd.jupyter.widget-view+json": { model_id: "o" } }), printed("old\n")] },
        ),
      ],
      "unfinished.ipynb": [
        codeCell("from IPython.display import display\ndisplay({'application/json': {'a': 1}}, raw=True)", {
          outputs: [displayed({ "application/json": { a: 2 } })],
        }),
      ],
    };
    const files = Object.fromEntries(Object.entries(made).map(([name, cells]) => [name, notebookFile(cells)]));
    const bom = "\ufeff";
    const folder = await folderOf({ ...files, "mark.ipynb": bom + notebookFile([codeCell("print(1)")]) });
    for (const name of names) await copyFile(join(cases, `${name}.ipynb`), join(folder, `${name}.ipynb`));
    const write = async (): Promise<readonly string[]> => {
      const args = ["validate", ".", "--write", "--kernel", await pythonEnvironment()];
      const { stdout } = await runNbproof(args, { cwd: folder });
      return stdout.split("\n").filter((line) => line.includes("is saved with"));
    };
    const all = async (): Promise<Readonly<Record<string, string>>> => {
      const found = (await readdir(folder)).filter((name) => name.endsWith(".ipynb"));
      const texts = await Promise.all(found.map(async (name) => [name, await readFile(join(folder, name), "utf8")]));
      return Object.fromEntries(texts) as Readonly<Record<string, string>>;
    };
    const changed = ["mark", "new", "no-outputs-field", "pattern", "unfinished", "warning"];
    expect(await write()).toEqual(changed.map((name) => `${name}.ipynb is saved with its new outputs`));
    const once = await all();
    expect(once["mark.ipynb"]).toMatch(/^\ufeff\{/);
    // What passed, and what shows a widget, keeps every byte.
    for (const name of names.filter((each) => each !== "no-outputs-field"))
      expect(once[`${name}.ipynb`]).toBe(await readFile(join(cases, `${name}.ipynb`), "utf8"));
    expect(once["widget.ipynb"]).toBe(files["widget.ipynb"]);
    expect(await write()).toEqual([]);
    expect(await all()).toEqual(once);
    const validAll =
      "import glob, nbformat\nfor f in glob.glob('*.ipynb'):\n    if f not in ('nbformat-3.ipynb', 'mark.ipynb'): nbformat.validate(nbformat.read(f, 4))";
    await promisify(execFile)(await pythonEnvironment(), ["-W", "ignore", "-c", validAll], { cwd: folder });
  });

  it("--env gives kernels variables, and refuses what cannot be meant", async () => {
    const source = "import os; print(os.environ.get('ONE'), os.environ.get('TWO'))";
    const folder = await folderOf({ "a.ipynb": notebookFile([codeCell(source, { outputs: [printed("1 b=c\n")] })]) });
    const run = async (value: string): Promise<readonly [number | null, string]> => {
      const args = ["validate", "a.ipynb", "--env", value, "--kernel", await pythonEnvironment()];
      const { exitCode, stderr } = await runNbproof(args, { cwd: folder, env: { ONE: "1" } });
      return [exitCode, stderr.split("\n")[0] ?? ""];
    };
    expect((await run("ONE,TWO=b=c"))[0]).toBe(0);
    expect(await run("THREE")).toEqual([
      2,
      "nbproof: --env: the variable THREE is not set here; give it as THREE=VALUE",
    ]);
    expect(await run("2=3")).toEqual([2, 'nbproof: --env takes NAME or NAME=VALUE, not "2=3"']);
  });

  it("nbformat-3 is not written, and the report says what upgrades it", async () => {
    const before = await readFile(join(cases, "nbformat-3.ipynb"), "utf8");
    const { out, file } = await validate("nbformat-3", "--write");
    expect(out).toContain("jupyter nbconvert --to notebook --nbformat 4 --inplace nbformat-3.ipynb");
    expect(await readFile(file, "utf8")).toBe(before);
  });
});
