import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { describe, expect, it } from "vitest";

import { runCommandLine } from "../../src/commands/run-command-line.ts";
import { codeCell, displayed, notebookFile, printed } from "../ipynb/examples.ts";
import { folderOf } from "../spec/read-files.ts";
import { recordContext } from "./context.ts";

interface Imported {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** The lesson's text; absent where none was written. */
  readonly lesson: string | undefined;
  readonly made: readonly string[];
}

async function imported(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Imported> {
  const folder = await folderOf(files);
  const { context, out, err } = recordContext(folder);
  const exitCode = await runCommandLine(["import", ...args], context);
  const made = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith(".yaml") && !(name in files),
  );
  const [name] = made;
  const lesson = name === undefined ? undefined : await readFile(join(folder, name), "utf8");
  return { exitCode, out: out(), err: err(), lesson, made };
}

const ofCases = (name: string): Promise<string> => readFile(resolve(import.meta.dirname, "../cases", name), "utf8");

const took = notebookFile([
  codeCell("work()", { outputs: [printed("at 12:30:05 it took 41 ms (run 3)\n"), printed("careful\n", "stderr")] }),
]);

describe("nbproof import", () => {
  it("refuses a notebook of another language, and writes nothing", async () => {
    const { exitCode, err, made } = await imported({ "r.ipynb": await ofCases("language-r.ipynb") }, "r.ipynb");
    expect([exitCode, made]).toEqual([2, []]);
    expect(err).toContain("r.ipynb is a notebook for R, and lessons are in Python; nothing was written");
  });

  it.each(["index", "course", "nbproof"])("gives what is named %s another name, and says so", async (name) => {
    const index = { [`${name}.ipynb`]: await ofCases("index.ipynb") };
    const { exitCode, out, err, made } = await imported(index, `${name}.ipynb`);
    expect([exitCode, err, made]).toEqual([0, "", [`${name}-lesson.yaml`]]);
    expect(out).toContain(`it has another name, since a lesson cannot be named \`${name}\``);
    expect(out).toContain(`nbproof validate ${name}-lesson.yaml`);
    const asked = await imported(index, `${name}.ipynb`, "--out", `${name}.yaml`);
    expect([asked.exitCode, asked.made]).toEqual([2, []]);
    expect(asked.err).toContain(`--out: a lesson cannot be named \`${name}\``);
  });

  it("tells at once what is wrong with the lesson that it wrote", async () => {
    const cells = [{ cell_type: "markdown", id: "m", metadata: {}, source: "![A cat](cat.png)" }, codeCell("x = 1")];
    const { exitCode, out, err } = await imported({ "a.ipynb": notebookFile(cells) }, "a.ipynb");
    expect(exitCode).toBe(0);
    expect(err).toContain("a.yaml:4:16  missing-file  There is no file `cat.png`");
    expect(out).toContain("Next:\n  mend 1 problem of a.yaml, and then:\n  nbproof validate a.yaml\n");
  });
});

describe("nbproof import, where a project has settings", () => {
  it("writes nothing where they are wrong", async () => {
    const files = { "a.ipynb": took, "nbproof.yaml": "replace: [{ pattern: '(' }]\n" };
    const { exitCode, err, made } = await imported(files, "a.ipynb");
    expect([exitCode, made]).toEqual([2, []]);
    expect(err).toContain("nbproof.yaml:1:23  bad-pattern");
  });

  it("makes holes of what they replace, and says where none says the same", async () => {
    const replace = String.raw`replace: [{ pattern: '\d\d(?P<rest>:\d\d)+', with: TIME }, { pattern: '\d+ ms' }, { pattern: '(run) \d', with: '\1' }]`;
    const { out, err, lesson } = await imported({ "a.ipynb": took, "nbproof.yaml": `${replace}\n` }, "a.ipynb");
    expect(err).toBe("");
    expect(lesson).toContain(String.raw`at $(/\d\d(:\d\d)+/) it took $(/\d+ ms/) (run 3)`);
    expect(out).toContain("what the settings replace by `(run) \\d` is expected as it is saved: no hole says the same");
    expect(out).toContain("settings of nbproof.yaml are in it");
  });

  it("takes pyproject.toml, ignores what they ignore, and gives the cells their time", async () => {
    const toml =
      "[tool.nbproof]\nignore = ['stderr', 'text/html']\ntimeouts = { 'a.*' = '2m' }\nexclude = ['a.ipynb']\n";
    const table = codeCell("t", { id: "t", outputs: [displayed({ "text/plain": "T", "text/html": "<b>T</b>" })] });
    const cells = notebookFile([codeCell("warn()", { outputs: [printed("careful\n", "stderr")] }), table]);
    const { out, lesson } = await imported({ "a.ipynb": cells, "pyproject.toml": toml }, "a.ipynb");
    expect(lesson).toBe(
      "title: a\ntimeout: 120s\nsteps:\n  - code: warn()\n    expect:\n      stderr: |\n        ...\n\n  - code: t\n    expect: T\n",
    );
    expect(out).not.toContain("text/html");
    expect(out).toContain("pyproject.toml leaves the notebook out of runs (`exclude`), and never a lesson");
  });

  it("expects nothing where a notebook is run only, nor of a display whose text is ignored", async () => {
    const runOnly = await imported({ "a.ipynb": took, "nbproof.yaml": "run-only: [a.ipynb]\n" }, "a.ipynb");
    expect(runOnly.lesson).not.toContain("12:30");
    expect(runOnly.out).toContain("the settings have it run only, so that nothing is expected of its cells");
    const cells = notebookFile([codeCell("t", { outputs: [displayed({ "text/plain": "T" })] })]);
    const ignored = await imported({ "a.ipynb": cells, "nbproof.yaml": "ignore: [text/plain]\n" }, "a.ipynb");
    expect(ignored.lesson).toMatch(/expect: \|\n +\.\.\.\n/);
  });

  it("says which of them do not apply where the lesson lies", async () => {
    const files = { "a/nbproof.yaml": "env: { A: b }\ntimeout: 2m\n", "a/a.ipynb": took, "b/x": "" };
    const { out } = await imported(files, "a/a.ipynb", "--out", "b/a.yaml");
    expect(out).toContain("a/nbproof.yaml is not in force where the lesson lies: env of it do not apply");
  });
});
