import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";
import { runPython } from "./run-python.ts";

const one = `title: One
steps:
  - id: make
    code: |
      thing = object()
      print(thing)
    expect: <object object at $(at:hex)>
  - id: again
    code: thing
    expect: { result: "<object at $(=at)>" }
  - id: raises
    code: 1 / 0
    expect: { error: { name: ZeroDivisionError } }
  - id: task
    exercise: Write \`double\`.
    starter: |
      def double(x):
          ...
    solution: |
      def double(x):
          return 2 * x
    tests:
      doubles: assert double(2) == 4
    wrong:
      squares: |
        def double(x):
            return x * x + 1
`;
const platforms = `title: One
steps:
  - { id: make, code: "print(object())", expect: "<object object at $(hex)>" }
  - id: versions
    code: |
      import sys
      print(sys.platform)
    expect:
      - { when: { platform: emscripten }, stdout: emscripten }
      - { stdout: "$(linux|darwin|win32)" }
`;
const wrong = "title: Two\nsteps:\n  - code: |\n      1 + 1  # => 3\n";

async function course(files: Readonly<Record<string, string>>): Promise<string> {
  const lessons = Object.keys(files).join(", ");
  return await folderOf({
    "pack/course.yaml": `title: Pack\nlessons: [${lessons}]\n`,
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`pack/${name}`, text])),
  });
}

interface NotebookCell {
  readonly id: string;
  readonly cell_type: string;
  readonly execution_count: number | null;
  readonly outputs: readonly unknown[];
}

async function codeCells(cwd: string, path: string): Promise<readonly NotebookCell[]> {
  const { cells }: { cells: readonly NotebookCell[] } = JSON.parse(
    await readFile(join(cwd, "dist-notebooks/pack", path), "utf8"),
  );
  return cells.filter(({ cell_type }) => cell_type === "code");
}

function addressOf(text: string): string | undefined {
  return /object at (0x[0-9a-f]+)/.exec(text)?.[1];
}

const VALIDATE = `
import nbformat
notebook = nbformat.read(given, as_version=4)
nbformat.validate(notebook)
answer = [[cell.execution_count, len(cell.outputs)] for cell in notebook.cells if cell.cell_type == "code"]
`;

// Each runs lessons several times.
describe("nbproof build --executed", { timeout: 300_000 }, () => {
  it("puts a run's outputs into the solutions edition, and the same ones until the lesson changes", async () => {
    const cwd = await course({ "one.yaml": one });
    const kernel = await pythonEnvironment();
    const executed = ["build", "pack", "--executed", "--kernel", kernel];
    const first = await runNbproof(executed, { cwd });
    expect(first.stdout).toContain("pack/recorded/one.json is written\ndist-notebooks/pack: 4 files written");
    expect(first.exitCode).toBe(0);
    const record = await readFile(join(cwd, "pack/recorded/one.json"), "utf8");

    // The set-up, three cells, the solution and its check.
    const solutions = await runPython(VALIDATE, join(cwd, "dist-notebooks/pack/solutions/one.ipynb"));
    expect(solutions).toEqual([1, 2, 3, 4, 5, 6].map((count) => [count, count === 1 || count === 5 ? 0 : 1]));
    const shown = await codeCells(cwd, "solutions/one.ipynb");
    expect(JSON.stringify(shown.find(({ id }) => id === "raises")?.outputs)).toMatch(/In ?\[4\]/);
    expect(JSON.stringify(shown.find(({ id }) => id === "task_check")?.outputs)).toContain("Checked was In [5]");
    const student = await codeCells(cwd, "one.ipynb");
    expect(student.map(({ execution_count, outputs }) => [execution_count, outputs])).toEqual(
      student.map(() => [null, []]),
    );

    // Another run has other addresses, and nothing is written.
    const second = await runNbproof(executed, { cwd });
    expect(second.stdout).toContain("one.json has these outputs already\ndist-notebooks/pack: 0 files written");
    expect(await readFile(join(cwd, "pack/recorded/one.json"), "utf8")).toBe(record);
    expect(await runNbproof(["build", "pack", "--check"], { cwd })).toMatchObject({ exitCode: 0, stderr: "" });

    // No kernel is needed to see that the lesson says something else now.
    await writeFile(join(cwd, "pack/one.yaml"), one.replace("name: ZeroDivisionError", "name: ValueError"));
    const stale = await runNbproof(["build", "pack", "--check"], { cwd, env: { PATH: "/nowhere" } });
    expect(stale.exitCode).toBe(1);
    expect(stale.stdout).toContain("pack/recorded/one.json is stale: what has changed is in no notebook");
    expect(stale.stdout).toContain("pack/one.yaml:13:30  output-differs  The error's name differs");
    expect((await runNbproof(["build", "pack"], { cwd })).exitCode).toBe(0);
    expect((await codeCells(cwd, "solutions/one.ipynb")).find(({ id }) => id === "raises")).toMatchObject({
      execution_count: null,
      outputs: [],
    });

    await writeFile(join(cwd, "pack/one.yaml"), one.replace("1 / 0", "2 / 0"));
    const changed = await runNbproof(["build", "pack", "--check"], { cwd });
    expect(changed.stdout).toContain("  pack/one.yaml:11:5  The code has changed here since its outputs were recorded");
    expect(changed.exitCode).toBe(1);
    const third = await runNbproof(executed, { cwd });
    expect(third.stdout).toContain("pack/recorded/one.json is written\n");
    const anew = await readFile(join(cwd, "pack/recorded/one.json"), "utf8");
    expect(addressOf(anew)).toBe(addressOf(record));
    expect(await runNbproof(["build", "pack", "--check"], { cwd })).toMatchObject({ exitCode: 0 });
  });

  it("records no lesson that fails, says so, and builds the course all the same", async () => {
    const cwd = await course({ "one.yaml": one, "two.yaml": wrong });
    const { exitCode, stdout } = await runNbproof(
      ["build", "pack", "--executed", "--kernel", await pythonEnvironment()],
      { cwd },
    );
    expect(exitCode).toBe(1);
    expect(stdout).toContain("pack/two.yaml:4:19  output-differs");
    expect(stdout).toContain("pack/recorded/one.json is written\n");
    expect(stdout).toMatch(/pack\/recorded\/two\.json is left as it was: the lesson did not pass on \S+\n/);
    await expect(readFile(join(cwd, "pack/recorded/two.json"))).rejects.toThrow("ENOENT");
    expect((await codeCells(cwd, "solutions/two.ipynb")).map(({ outputs }) => outputs)).toEqual([[]]);
  });

  it("runs the lesson that is named alone, on several kernels, and keeps what differs", async () => {
    const cwd = await course({ "one.yaml": platforms, "two.yaml": wrong });
    const kernels = `${await pythonEnvironment()},pyodide`;
    const run = await runNbproof(["build", "pack/one.yaml", "--executed", "--kernel", kernels], { cwd });
    expect(run).toMatchObject({ exitCode: 0 });
    const {
      cells,
      ...record
    }: {
      readonly kernels: readonly { readonly platform: string }[];
      readonly cells: readonly {
        readonly id: string;
        readonly shown: readonly { readonly kernels: readonly number[] }[];
      }[];
    } = JSON.parse(await readFile(join(cwd, "pack/recorded/one.json"), "utf8"));
    expect(record.kernels[1]?.platform).toBe("emscripten");
    expect(cells.find(({ id }) => id === "versions")?.shown.map((shown) => shown.kernels)).toEqual([[0], [1]]);
    expect(cells.find(({ id }) => id === "make")?.shown.map((shown) => shown.kernels)).toEqual([[0, 1]]);
    expect(
      JSON.stringify((await codeCells(cwd, "solutions/one.ipynb")).find(({ id }) => id === "versions")),
    ).not.toContain("emscripten");
    expect(await runNbproof(["build", "pack", "--check"], { cwd })).toMatchObject({ exitCode: 0 });
  });

  it("says which kernel is not there, and builds with what is recorded", async () => {
    const cwd = await course({ "one.yaml": one });
    const { exitCode, stdout, stderr } = await runNbproof(["build", "pack", "--executed", "--kernel", "nothing"], {
      cwd,
    });
    expect(stderr).toContain("nothing");
    expect(stdout).toContain("pack/recorded/one.json is left as it was: the lesson did not run");
    expect(stdout).toContain("dist-notebooks/pack: 4 files written");
    expect(exitCode).toBe(3);
  });
});
