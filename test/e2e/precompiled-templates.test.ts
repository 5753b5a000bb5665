import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFile, cp, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";

import { describe, expect, it, onTestFinished } from "vitest";

import { listTemplates, shippedTemplate } from "../../src/notebook/shipped-templates.ts";
import { templateDigest } from "../../src/notebook/template-digest.ts";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";

const root = resolve(import.meta.dirname, "../..");
const hook = join(import.meta.dirname, "trace-nunjucks.cjs");

const course = {
  "notebooks-src/one/course.yaml": "title: One\nlessons: [a.yaml]\n",
  "notebooks-src/one/a.yaml":
    "title: A\nsteps:\n  - code: print(1)\n    expect: 1\n  - quiz: |\n      Which?\n      - [x] This\n      - [ ] That\n",
};

interface Traced {
  /** The files of nunjucks' package that any process of the run had loaded. */
  readonly loaded: readonly string[];
  /** The templates that were compiled, below the course's folder or the package's. */
  readonly compiled: readonly string[];
}

/** Runs the command of a package in a folder. */
async function traced(cwd: string, args: readonly string[], packageFolder = root): Promise<Traced> {
  const trace = join(await folderOf({ trace: "" }), "trace");
  const env = { PATH: process.env["PATH"], HOME: process.env["HOME"] };
  const tracing = { NODE_OPTIONS: `--require "${hook}"`, NUNJUCKS_TRACE: trace };
  await promisify(execFile)(process.execPath, [join(packageFolder, "dist/cli.js"), ...args], {
    cwd,
    env: { ...env, ...tracing },
  });
  const lines = (await readFile(trace, "utf8")).split("\n");
  const all = (verb: string): readonly string[] =>
    [...new Set(lines.flatMap((line) => (line.startsWith(`${verb} `) ? line.slice(verb.length + 1) : [])))].toSorted();
  const short = (path: string): string => relative(path.startsWith(packageFolder) ? packageFolder : cwd, path);
  return { loaded: all("loaded"), compiled: all("compiled").map(short) };
}

/** What ships of this package, in a folder of its own, with templates that are changed. */
async function packageWith(change: (name: string, path: string) => Promise<void>): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-package-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of ["dist", "templates", "package.json"])
    await cp(join(root, name), join(folder, name), { recursive: true, filter: (path) => !path.endsWith(".map") });
  for (const name of ["node_modules", "python"]) await symlink(join(root, name), join(folder, name), "dir");
  for (const name of listTemplates()) await change(name, join(folder, "templates", name));
  return folder;
}

/** The digest of each file below a folder. */
async function digests(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const digest = async (file: string): Promise<readonly [string, string]> => [
    relative(folder, file),
    createHash("sha256")
      .update(await readFile(file))
      .digest("hex"),
  ];
  return Object.fromEntries(await Promise.all(files.toSorted().map(digest)));
}

const runtime = ["browser/nunjucks-slim.min.js"];

describe("what is built", () => {
  it("has the program of each shipped template", async () => {
    const names = (await readdir(join(root, "dist"))).filter((name) => name.endsWith(".js"));
    const code = (await Promise.all(names.map((name) => readFile(join(root, "dist", name), "utf8")))).join("\n");
    const missing = listTemplates().map(async (name) => {
      const text = await readFile(shippedTemplate(name), "utf8");
      return code.includes(templateDigest(text)) ? [] : name;
    });
    expect((await Promise.all(missing)).flat()).toEqual([]);
  });

  it.each(["build", "validate", "site"])("%s loads of nunjucks its runtime alone", async (command) => {
    const kernel = command === "validate" ? ["--kernel", await pythonEnvironment()] : [];
    expect(await traced(await folderOf(course), [command, ...kernel])).toEqual({ loaded: runtime, compiled: [] });
  });

  it("compiles what a course has of its own, and nothing else", async () => {
    const templates = "notebooks-src/one/templates";
    const cwd = await folderOf({
      ...course,
      [`${templates}/title.md.njk`]: "# {{ lesson.title }}\n",
      // As it was ejected.
      [`${templates}/end.md.njk`]: await readFile(shippedTemplate("end.md.njk"), "utf8"),
    });
    const { loaded, compiled } = await traced(await realpath(cwd), ["build"]);
    expect(loaded).toEqual(expect.arrayContaining([...runtime, "index.js", "src/compiler.js"]));
    expect(compiled).toEqual([`${templates}/title.md.njk`]);
  });

  it("compiles a shipped template that has changed since", async () => {
    const changed = await packageWith(async (name, path) => {
      if (name === "quiz.md.njk") await writeFile(path, "Changed: {{ question }}\n");
    });
    const cwd = await folderOf(course);
    expect((await traced(cwd, ["build"], changed)).compiled).toEqual(["templates/quiz.md.njk"]);
    expect(await readFile(join(cwd, "dist-notebooks/one/a.ipynb"), "utf8")).toContain('"Changed: Which?"');
  });

  // A snapshot of the kernel may be made, which takes a while where others use the machine too.
  it("renders what templates render that are compiled", { timeout: 400_000 }, async () => {
    const changed = await packageWith((_, path) => appendFile(path, "{# changed #}"));
    const out = await folderOf({});
    for (const command of ["build", "site"]) {
      const args = (name: string): readonly string[] => [command, "notebooks-src", "--out", join(out, name, command)];
      expect((await traced(root, args("precompiled"))).compiled).toEqual([]);
      expect((await traced(root, args("compiled"), changed)).compiled).not.toEqual([]);
    }
    const precompiled = await digests(join(out, "precompiled"));
    expect(Object.keys(precompiled).length).toBeGreaterThan(20);
    expect(await digests(join(out, "compiled"))).toEqual(precompiled);
  });
});
