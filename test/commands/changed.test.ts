import { execFileSync } from "node:child_process";
import { appendFile, mkdir, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import * as fc from "fast-check";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";

import { projectSettings } from "../../src/api/project-settings.ts";
import { readToRun } from "../../src/commands/read-to-run.ts";
import { selectLessons } from "../../src/commands/select-lessons.ts";
import { readSettings, withProject } from "../../src/commands/validate-settings.ts";
import { codeCell, notebookFile } from "../ipynb/examples.ts";
import { recordContext, type RecordedContext } from "./context.ts";
import { folderOf } from "../spec/read-files.ts";

const ofOne = ["one/course.yaml", "one/templates/title.md.njk", "one/templates/parts/head.njk", "env.yaml"];
const ofTwo = ["two/course.yaml", "env.yaml"];
const ofNotebooks = ["env.yaml", "nb/helper.py", "clean.cfg"];

/** Of each lesson the files that it is made of; `env.yaml` stands for what the settings say for all. */
const made: Readonly<Record<string, readonly string[]>> = {
  "one/a.yaml": ["one/a.yaml", "one/shared.yaml", "one/inner.yaml", "one/recorded/a.json", ...ofOne],
  "one/b.yaml": ["one/b.yaml", "one/data.csv", ...ofOne],
  "one/c.yaml": ["one/c.yaml", "one/black.png", ...ofOne],
  "one/f.yaml": ["one/f.yaml", "one/img/figure.svg", "one/img/shown.png", "one/linked.txt", ...ofOne],
  "two/d.yaml": ["two/d.yaml", ...ofTwo],
  "two/e.yaml": ["two/e.yaml", "two/all.csv", ...ofTwo],
  "nb/m.ipynb": ["nb/m.ipynb", ...ofNotebooks],
  "nb/n.ipynb": ["nb/n.ipynb", "data/raw.csv", "nb/m.ipynb", ...ofNotebooks],
};
const lessons = Object.keys(made);
const notebooks = lessons.filter((name) => name.endsWith(".ipynb"));
const others = [
  "README.md",
  "one/unused.csv",
  "two/notes.txt",
  "data/other.csv",
  "pyproject.toml",
  "one/recorded/old.json",
];
const settings = "jobs: 2\nsanitize-with: [clean.cfg]\n";

const png = PNG.sync.write(new PNG({ width: 4, height: 4 }));

async function repository(): Promise<string> {
  const code = "steps:\n  - code: print(1)\n";
  const cwd = await realpath(
    await folderOf({
      "README.md": "x\n",
      "nbproof.yaml": settings,
      "pyproject.toml": "[tool.nbproof]\njobs = 3\n",
      "clean.cfg": "[a]\nregex: x\nreplace: y\n",
      "one/course.yaml": "title: One\nlessons: [a.yaml, b.yaml, c.yaml, f.yaml]\n",
      "one/templates/title.md.njk": '# {{ lesson.title }}\n{% include "parts/head.njk" %}\n',
      "one/templates/parts/head.njk": "head\n",
      "one/recorded/a.json": "{}\n",
      "one/recorded/old.json": "{}\n",
      "one/img/figure.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
      "one/linked.txt": "1\n",
      "one/f.yaml": `title: F\nsteps:\n  - figure: img/figure.svg\n    alt: F\n  - prose: "![S](img/shown.png) [L](linked.txt) [A](a.yaml)"\n  - code: print(1)\n`,
      "nb/n.ipynb": notebookFile([codeCell("open('../data/raw.csv')\n%run m.ipynb")]),
      "nb/m.ipynb": notebookFile([codeCell("import helper")]),
      "nb/helper.py": "x = 1\n",
      "data/raw.csv": "1\n",
      "data/other.csv": "1\n",
      "one/a.yaml": "title: A\nsteps:\n  - include: shared.yaml\n",
      "one/shared.yaml": "- include: inner.yaml\n",
      "one/inner.yaml": "- code: print(1)\n",
      "one/b.yaml": `title: B\nfiles: [data.csv]\n${code}`,
      "one/data.csv": "1\n",
      "one/unused.csv": "1\n",
      "one/c.yaml": `title: C\n${code}    expect: { display: { image/png: { like: black.png } } }\n`,
      "two/course.yaml": "title: Two\nlessons: [d.yaml, e.yaml]\n",
      "two/d.yaml": `title: D\n${code}`,
      "two/e.yaml": `title: E\nfiles: [all.csv]\n${code}`,
      "two/all.csv": "1\n",
      "two/notes.txt": "1\n",
    }),
  );
  for (const name of ["one/black.png", "one/img/shown.png"]) await writeFile(join(cwd, name), png);
  git(cwd, "init", "-q", "-b", "main");
  commit(cwd);
  return cwd;
}

/** Changes a file and leaves it in order. */
async function edit(cwd: string, file: string): Promise<void> {
  const path = join(cwd, file === "env.yaml" ? "nbproof.yaml" : file);
  if (file === "env.yaml") return await appendFile(path, "env: { A: b }\n");
  if (file.endsWith(".png")) return await writeFile(path, PNG.sync.write(new PNG({ width: 5, height: 5 })));
  if (/\.(?:ipynb|json)$/.test(file)) return await appendFile(path, "\n");
  const comments: Readonly<Record<string, string>> = { njk: "{# x #}", svg: "<!-- x -->", toml: "[tool.other]" };
  // What stands in a table or a text may be anything.
  await appendFile(path, `${comments[file.split(".").at(-1) ?? ""] ?? "# changed"}\n`);
}

function git(cwd: string, ...args: readonly string[]): string {
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...who, ...args], { cwd, encoding: "utf8" });
}

function commit(cwd: string): void {
  git(cwd, "add", "-A");
  git(cwd, "commit", "-q", "-m", "x", "--allow-empty");
}

async function changed(cwd: string, since = "main", ...paths: readonly string[]): Promise<readonly string[]> {
  return await changedIn(recordContext(cwd), { since, operands: paths.length > 0 ? paths : ["one", "two", "nb"] });
}

/** As `nbproof validate` chooses them. */
async function changedIn(
  { context }: RecordedContext,
  {
    since,
    operands,
    kernel,
  }: { readonly since: string; readonly operands: readonly string[]; readonly kernel?: string },
): Promise<readonly string[]> {
  const values = new Map([["changed", since], ...(kernel === undefined ? [] : [["kernel", kernel] as const])]);
  const args = { operands, switches: new Set<string>(), values };
  const asked = readSettings(args, context);
  const project = await projectSettings(operands, context);
  const chosen = withProject(asked, project.settings, args, context);
  const { cwd, env } = context;
  const { read } = await selectLessons(await readToRun(chosen, context, project), chosen, { project, asked, cwd, env });
  return read.rendered.map(({ lesson }) => lesson.place.file);
}

describe("validate --changed", () => {
  it("runs nothing where nothing has changed", async () => {
    expect(await changed(await repository())).toEqual([]);
  });

  it("runs what thirty random edits make necessary, and nothing else", async () => {
    const cwd = await repository();
    const all = [...new Set([...Object.values(made).flat(), ...others])];
    const edits = fc.record({
      files: fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 3 }),
      committed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(edits, async ({ files, committed }) => {
        git(cwd, "checkout", "-q", "-B", "work", "main");
        for (const file of files) await edit(cwd, file);
        if (committed) commit(cwd);
        const must = Object.keys(made).filter((lesson) => made[lesson]?.some((file) => files.includes(file)));
        expect((await changed(cwd)).toSorted()).toEqual(must.toSorted());
        git(cwd, "checkout", "-q", "-f", "main");
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it.each<[what: string, edits: Readonly<Record<string, string | null>>, must: readonly string[]]>([
    ["settings that no verdict depends on", { "nbproof.yaml": `${settings}reporters: [junit=r.xml]\n` }, []],
    ["the number of jobs", { "nbproof.yaml": settings.replace("2", "4") }, []],
    ["variables for kernels", { "nbproof.yaml": `${settings}env: { A: b }\n` }, lessons],
    ["the kernels", { "nbproof.yaml": `${settings}kernels: [other]\n` }, lessons],
    ["the time of notebooks", { "nbproof.yaml": `${settings}timeout: 1m\n` }, notebooks],
    ["the time of one notebook", { "nbproof.yaml": `${settings}timeouts: { nb/n.ipynb: 1m }\n` }, ["nb/n.ipynb"]],
    ["what is only run", { "nbproof.yaml": `${settings}run-only: [nb/m.ipynb]\n` }, ["nb/m.ipynb"]],
    ["what is not compared", { "nbproof.yaml": `${settings}ignore: [stderr]\n` }, notebooks],
    ["what is replaced", { "clean.cfg": "[a]\nregex: x\nreplace: z\n" }, notebooks],
    ["no settings but those of another file", { "nbproof.yaml": null }, notebooks],
    ["settings of another file, not in force", { "pyproject.toml": "[tool.nbproof]\nenv = { A = 'b' }\n" }, []],
    [
      "settings of another file that came into force",
      { "nbproof.yaml": null, "pyproject.toml": "[tool.nbproof]\nenv = { A = 'b' }\nsanitize-with = ['clean.cfg']\n" },
      lessons,
    ],
    ["nearer settings that say the same", { "nb/nbproof.yaml": "jobs: 9\n" }, []],
    ["a course that is no more", { "two/course.yaml": null }, ["two/d.yaml", "two/e.yaml"]],
    ["a template that is no more", { "one/templates/title.md.njk": null }, lessons.slice(0, 4)],
    ["a picture of a figure", { "one/img/figure.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>" }, ["one/f.yaml"]],
    ["a record that is no more", { "one/recorded/a.json": null }, ["one/a.yaml"]],
    ["a notebook's neighbour that it names", { "nb/m.ipynb": notebookFile([codeCell("1")]) }, notebooks],
    ["a notebook's neighbour that it does not name", { "nb/n.ipynb": notebookFile([codeCell("1")]) }, ["nb/n.ipynb"]],
    ["a file elsewhere that a notebook names", { "data/raw.csv": "2\n" }, ["nb/n.ipynb"]],
  ])("runs what it must after a change of %s", async (_, edits, must) => {
    const cwd = await repository();
    for (const [name, text] of Object.entries(edits)) {
      if (text === null) await rm(join(cwd, name));
      else await writeFile(join(cwd, name), text);
    }
    expect(await changed(cwd)).toEqual(must);
  });

  it("knows that an option outdoes what the settings say of kernels", async () => {
    const cwd = await repository();
    await appendFile(join(cwd, "nbproof.yaml"), "kernels: [other]\n");
    const asked = { since: "main", operands: ["one", "two", "nb"] };
    expect(await changedIn(recordContext(cwd), { ...asked, kernel: "python3" })).toEqual([]);
    expect(await changedIn(recordContext(cwd), asked)).toEqual(lessons);
  });

  it("runs all where the settings could not be read before", async () => {
    const cwd = await repository();
    await writeFile(join(cwd, "nbproof.yaml"), "jubs: 2\n");
    commit(cwd);
    await writeFile(join(cwd, "nbproof.yaml"), settings);
    expect(await changed(cwd, "HEAD")).toEqual(lessons);
  });

  it("runs what depends on a file that git ignores: nobody can tell whether it has changed", async () => {
    const cwd = await repository();
    await writeFile(join(cwd, ".gitignore"), "made.csv\n");
    await writeFile(join(cwd, "two/made.csv"), "1\n");
    await writeFile(join(cwd, "two/e.yaml"), "title: E\nfiles: [made.csv]\nsteps:\n  - code: print(1)\n");
    commit(cwd);
    expect(await changed(cwd, "HEAD")).toEqual(["two/e.yaml"]);
  });

  it("runs what lies in no repository, or in another", async () => {
    const cwd = await repository();
    const elsewhere = await folderOf({ "x.yaml": "title: X\nsteps:\n  - code: print(1)\n" });
    expect(await changed(cwd, "main", join(elsewhere, "x.yaml"))).toEqual([join(elsewhere, "x.yaml")]);
  });

  it("follows links to what they lead to now", async () => {
    const cwd = await repository();
    await rm(join(cwd, "one/data.csv"));
    await symlink("unused.csv", join(cwd, "one/data.csv"));
    commit(cwd);
    await appendFile(join(cwd, "one/unused.csv"), "2\n");
    expect(await changed(cwd, "HEAD")).toEqual(["one/b.yaml"]);
    commit(cwd);
    await rm(join(cwd, "one/data.csv"));
    await symlink("linked.txt", join(cwd, "one/data.csv"));
    expect(await changed(cwd, "HEAD")).toEqual(["one/b.yaml", "one/f.yaml"]);
  });

  it("sees what changed within a submodule", async () => {
    const cwd = await repository();
    const other = await folderOf({ "words.txt": "1\n" });
    git(other, "init", "-q", "-b", "main");
    commit(other);
    git(cwd, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, "two/words");
    await writeFile(join(cwd, "two/e.yaml"), "title: E\nfiles: [words/words.txt]\nsteps:\n  - code: print(1)\n");
    commit(cwd);
    expect(await changed(cwd, "HEAD")).toEqual([]);
    await appendFile(join(cwd, "two/words/words.txt"), "2\n");
    expect(await changed(cwd, "HEAD")).toEqual(["two/e.yaml"]);
  });

  it("knows what it must whatever the user's own git is told", async () => {
    const cwd = await repository();
    for (const option of ["diff.relative=true", "diff.renames=copies", "core.quotePath=true"])
      git(cwd, "config", ...option.split("="));
    await writeFile(join(cwd, "two/d.yaml"), "title: D\nsteps:\n  - code: print(2)\n");
    expect(await changedIn(recordContext(join(cwd, "one")), { since: "main", operands: [".", "../two"] })).toEqual([
      join(cwd, "two/d.yaml"),
    ]);
  });

  it("compares with where the branches parted, not with what the other has since", async () => {
    const cwd = await repository();
    git(cwd, "checkout", "-q", "-b", "work");
    await appendFile(join(cwd, "two/d.yaml"), "# mine\n");
    commit(cwd);
    git(cwd, "checkout", "-q", "main");
    await appendFile(join(cwd, "one/b.yaml"), "# theirs\n");
    commit(cwd);
    git(cwd, "checkout", "-q", "work");
    expect(await changed(cwd)).toEqual(["two/d.yaml"]);
  });

  it("knows files that are new, and such as were renamed", async () => {
    const cwd = await repository();
    await writeFile(join(cwd, "two/new.yaml"), "title: N\nsteps:\n  - code: print(1)\n");
    expect(await changed(cwd, "main", "two/new.yaml", "two/d.yaml")).toEqual(["two/new.yaml"]);
    await rm(join(cwd, "two/new.yaml"));
    await mkdir(join(cwd, "two/x"));
    await rename(join(cwd, "two/d.yaml"), join(cwd, "two/x/d.yaml"));
    expect(await changed(cwd, "main", "two/x/d.yaml", "two/e.yaml")).toEqual(["two/x/d.yaml"]);
  });

  it.each([
    ["nowhere", "there is no such commit or branch here; in CI, fetch the history (fetch-depth: 0)"],
    ["-x", "needs a commit or a branch"],
  ])("says what is wrong with the reference %s", async (ref, message) => {
    await expect(changed(await repository(), ref)).rejects.toThrow(message);
  });

  it("says that the folder is in no repository", async () => {
    const cwd = await folderOf({ "a.yaml": "title: A\nsteps:\n  - code: print(1)\n" });
    await expect(changed(cwd, "main", "a.yaml")).rejects.toThrow("not a git repository");
  });
});
