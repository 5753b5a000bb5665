import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { Report } from "../../src/model/report.ts";
import { codeCell, displayed, notebookFile, printed, raised, resulted } from "../ipynb/examples.ts";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

/** Validates paths of a folder with these notebooks; each verdict as `notebook.ipynb:cell verdict codes`. */
async function validated(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{
  readonly exitCode: number | null;
  readonly verdicts: readonly string[];
  readonly out: string;
  readonly folder: string;
}> {
  const folder = await folderOf(files);
  const json = join(folder, "report.json");
  const ran = await runNbproof(["validate", ...args, "--kernel", await pythonEnvironment(), "--json", json], {
    cwd: folder,
  });
  const report = JSON.parse(await readFile(json, "utf8")) as Report;
  const verdicts = report.lessons.flatMap((lesson) =>
    lesson.steps.flatMap((step) =>
      step.results.map(({ verdict, reason, findings }) =>
        [`${lesson.file}:${step.place.cell?.number} ${verdict}`, reason, ...findings.map(({ code }) => code)]
          .filter((word) => word !== undefined)
          .join(" "),
      ),
    ),
  );
  return { exitCode: ran.exitCode, verdicts, out: ran.stdout, folder };
}

const cell = (
  number: number,
  source: string,
  outputs: readonly object[] = [],
  more = {},
): ReturnType<typeof codeCell> => codeCell(source, { id: `c${number}`, outputs, ...more });

const nbmake = (more: object): object => ({ metadata: { nbmake: more } });

describe("nbproof validate some.ipynb", () => {
  it("executes unseen what a cell has for nbmake, unless the cell raised", async () => {
    const notebook = notebookFile([
      cell(
        1,
        "epochs = 100",
        [],
        nbmake({ mock: { epochs: 2 }, post_cell_execute: ["print('unseen')", "x = epochs"] }),
      ),
      cell(2, "print(epochs, x)", [printed("2 2\n")]),
      cell(3, "1 / 0", [raised("ZeroDivisionError", "division by zero")], nbmake({ mock: { x: 3 } })),
      cell(4, "x\n", [{ ...resulted({ "text/plain": "2" }), execution_count: 4 }], { execution_count: 4 }),
      cell(5, "y = 1", [], nbmake({ post_cell_execute: ["print(nothing_of_this_name)"] })),
      cell(6, "z = 1", [], nbmake({ post_cell_execute: ["while True: pass"] })),
    ]);
    const { verdicts, out, folder } = await validated(
      { "some.ipynb": notebook },
      "some.ipynb",
      "--timeout",
      "2s",
      "--write",
    );
    expect(verdicts).toEqual([
      "some.ipynb:1 passed",
      "some.ipynb:2 passed",
      "some.ipynb:3 passed",
      "some.ipynb:4 passed",
      "some.ipynb:5 failed error-raised",
      "some.ipynb:6 failed timed-out",
    ]);
    expect(out).toContain("What nbmake executes after the cell raised NameError: name 'nothing_of_this_name'");
    expect(await readFile(join(folder, "some.ipynb"), "utf8")).toBe(notebook);
  });

  it("holds each cell against its saved outputs", async () => {
    const notebook = notebookFile([
      { cell_type: "markdown", id: "m", metadata: {}, source: "# Cells" },
      cell(2, "print('a')\n1 + 1", [printed("a\n"), resulted({ "text/plain": "2" })]),
      cell(3, "1 / 0", [raised("ZeroDivisionError", "division by zero")]),
      cell(4, "from IPython.display import display\nh = display('before', display_id=True)", [
        displayed({ "text/plain": "'after'" }),
      ]),
      cell(5, "h.update('after')"),
      cell(6, "print(2)", [printed("1\n")]),
      cell(7, "print(object())", [printed("…")], { metadata: { nbproof: { expect: "<object object at $(hex)>" } } }),
      cell(8, "unknown = 1\n1 / 0", [], { metadata: { tags: ["skip-execution"] } }),
      cell(9, "print(unknown)", [printed("1\n")]),
      cell(10, "import sys; print('careful', file=sys.stderr)", [], { execution_count: null }),
    ]);
    const { verdicts, exitCode, out } = await validated({ "some.ipynb": notebook }, "some.ipynb");
    expect(verdicts).toEqual([
      "some.ipynb:2 passed",
      "some.ipynb:3 passed",
      "some.ipynb:4 passed",
      "some.ipynb:5 passed",
      "some.ipynb:6 failed output-differs",
      "some.ipynb:7 passed",
      "some.ipynb:8 skipped tagged skip-execution",
      "some.ipynb:9 skipped needs cell 8",
      "some.ipynb:10 passed",
    ]);
    expect(exitCode).toBe(1);
    expect(out).toContain("some.ipynb:cell 6 (c6) output:1:1  output-differs");
    expect(out).toContain("Mend the code, or take the new output over with `--write`");
  });

  it("finds the notebooks of a folder, runs each where it lies, and stops only the bad one", async () => {
    const reads = notebookFile([cell(1, "print(open('words.txt').read())", [printed("one two\n")])]);
    const folder = {
      "words.txt": "no",
      "course/a.ipynb": reads,
      "course/words.txt": "one two",
      "course/deeper/b.ipynb": notebookFile([cell(1, "print(open('../words.txt').read())", [printed("one two\n")])]),
      "course/.ipynb_checkpoints/a-checkpoint.ipynb": reads,
      "course/bad.ipynb": "{",
    };
    const { verdicts, exitCode, out } = await validated(folder, "course");
    expect(verdicts).toEqual(["course/a.ipynb:1 passed", "course/deeper/b.ipynb:1 passed"]);
    expect(out).toContain("course/bad.ipynb:1:2  json-syntax");
    expect(exitCode).toBe(2);
  });

  it("interrupts a cell after the notebook's own time", async () => {
    const notebook = notebookFile([cell(1, "import time; time.sleep(60)")], { execution: { timeout: 0.5 } });
    expect((await validated({ "slow.ipynb": notebook }, "slow.ipynb")).verdicts).toEqual([
      "slow.ipynb:1 failed timed-out",
    ]);
  });

  it("runs a notebook in the kernel that it names where there is one, else in the default", async () => {
    const cells = [cell(1, "import os; print(os.environ.get('WHICH', 'default'))", [printed("mine\n")])];
    const python = await pythonEnvironment();
    const spec = (name: string, env: object): string =>
      JSON.stringify({
        argv: [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        display_name: name,
        language: "python",
        env,
      });
    const folder = await folderOf({
      "kernels/python3/kernel.json": spec("Default", {}),
      "kernels/mine/kernel.json": spec("Mine", { WHICH: "mine" }),
      "mine.ipynb": notebookFile(cells, { kernelspec: { name: "mine", display_name: "Mine" } }),
      "gone.ipynb": notebookFile(cells, { kernelspec: { name: "gone", display_name: "Gone" } }),
      "other.ipynb": notebookFile(cells, { kernelspec: { name: "r-of-nobody", display_name: "R", language: "R" } }),
    });
    const { stdout } = await runNbproof(["validate", "."], { cwd: folder, env: { JUPYTER_PATH: folder } });
    expect(stdout).toContain("named by 1 notebook");
    expect(stdout).toMatch(/✗ gone.ipynb +✗/);
    expect(stdout).toMatch(/✓ mine.ipynb +✓ +1 step/);
    expect(stdout).toContain("needs a kernel for R, this one is for python");
  });

  it("saves what the cells show with --write, and then finds nothing", async () => {
    const cells = [
      cell(1, "print(2)", [printed("1\n")]),
      cell(2, "1 / 0", [], { execution_count: null, metadata: { tags: ["raises-exception"] } }),
    ];
    const files = { "a.ipynb": notebookFile(cells, { x: 1 }), "b.ipynb": notebookFile([cell(1, "1 / 0")]) };
    const { folder, exitCode, out } = await validated(files, ".", "--write");
    expect(exitCode).toBe(1);
    expect(out).toContain("a.ipynb is saved with its new outputs\n");
    expect(out).toContain("b.ipynb is left as it was: cell 1: The cell raised ZeroDivisionError: division by zero\n");
    expect(await readFile(join(folder, "b.ipynb"), "utf8")).toBe(files["b.ipynb"]);
    const written = await readFile(join(folder, "a.ipynb"), "utf8");
    expect(JSON.parse(written)).toMatchObject({
      cells: [
        { execution_count: 1, outputs: [{ name: "stdout", output_type: "stream", text: ["2\n"] }] },
        { execution_count: 2, outputs: [{ ename: "ZeroDivisionError", output_type: "error" }] },
      ],
      metadata: { x: 1 },
    });
    const again = await validated({ "a.ipynb": written }, "a.ipynb", "--write");
    expect(again.verdicts).toEqual(["a.ipynb:1 passed", "a.ipynb:2 passed"]);
    expect(again.out).toContain("a.ipynb has these outputs already");
  });

  it("runs a kernel of another language", async () => {
    const python = await pythonEnvironment();
    const kernel = join(import.meta.dirname, "shouting-kernel.py");
    const argv = [python, kernel, "-f", "{connection_file}"];
    const cells = [cell(1, "hello", [printed("HELLO\n")]), cell(2, "x = !", [printed("other\n")])];
    const folder = await folderOf({
      "kernels/shout/kernel.json": JSON.stringify({ argv, display_name: "Shout", language: "shout" }),
      "a.ipynb": notebookFile(cells, { kernelspec: { name: "shout", language: "shout" } }),
    });
    const { stdout } = await runNbproof(["validate", "a.ipynb"], { cwd: folder, env: { JUPYTER_PATH: folder } });
    expect(stdout).toMatch(/✗ a.ipynb +1 passed, 1 failed/);
    expect(stdout).toContain("actual   │ X = !");
  });

  it("refuses --update, which writes into lessons", async () => {
    const folder = await folderOf({ "a.ipynb": notebookFile([cell(1, "x = 1")]) });
    const { exitCode, stderr } = await runNbproof(["validate", "a.ipynb", "--update"], { cwd: folder });
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining("a.ipynb is a notebook: --write saves what it shows"),
    ]);
  });

  it("leaves the folder of a notebook as it was", async () => {
    const { folder } = await validated({ "a.ipynb": notebookFile([cell(1, "x = 1")]) }, "a.ipynb");
    expect((await readdir(folder)).toSorted()).toEqual(["a.ipynb", "report.json"]);
  });
});
