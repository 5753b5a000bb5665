import { execFile } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";

import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";

const root = resolve(import.meta.dirname, "../..");

/** What a command of the shell said, and how it ended. */
export interface Ran {
  readonly exitCode: number;
  readonly text: string;
}

function lesson(shows: string): string {
  return `title: ${shows}\nsteps:\n  - code: print("${shows}")\n    expect: ${shows}\n`;
}

/** A project in a repository of its own that has nbproof installed, as `npm install nbproof` does. */
export class Project {
  readonly cwd: string;
  readonly #python: string;

  private constructor(cwd: string, python: string) {
    this.cwd = cwd;
    this.#python = python;
  }

  /** With two lessons that pass, their notebooks built, all of it committed on `main`. */
  static async make(): Promise<Project> {
    const cwd = await folderOf({
      ".gitignore": "node_modules\n/*.json\n/*.xml\n/*.html\nnbproof-report\n.venv\n",
      "notebooks-src/course/course.yaml": "title: C\nlessons: [one.yaml, two.yaml]\n",
      "notebooks-src/course/one.yaml": lesson("one"),
      "notebooks-src/course/two.yaml": lesson("two"),
    });
    const bin = join(cwd, "node_modules", ".bin");
    await mkdir(bin, { recursive: true });
    await program(join(bin, "nbproof"), `exec '${process.execPath}' '${join(root, "dist/cli.js")}' "$@"`);
    const project = new Project(cwd, await pythonEnvironment());
    const made = await project.shell(
      "node_modules/.bin/nbproof build && git init -q -b main && git add -A && git commit -qm x",
    );
    if (made.exitCode !== 0) throw new Error(made.text);
    return project;
  }

  /** Writes a file. */
  async write(name: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.cwd, name)), { recursive: true });
    await writeFile(join(this.cwd, name), text);
  }

  async read(name: string): Promise<string> {
    return await readFile(join(this.cwd, name), "utf8");
  }

  /** Runs a script as GitHub and GitLab do: the first command that fails ends it. */
  async shell(script: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const who = { GIT_AUTHOR_NAME: "A", GIT_AUTHOR_EMAIL: "a@example.org" };
    const own = {
      ...who,
      GIT_COMMITTER_NAME: who.GIT_AUTHOR_NAME,
      GIT_COMMITTER_EMAIL: who.GIT_AUTHOR_EMAIL,
      GIT_CONFIG_GLOBAL: "/dev/null",
      HOME: process.env["HOME"] ?? "/",
      // As after `source bin/activate`.
      VIRTUAL_ENV: dirname(dirname(this.#python)),
      PATH: [dirname(this.#python), dirname(process.execPath), process.env["PATH"]].join(delimiter),
      ...env,
    };
    return await new Promise((settle) => {
      const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
      execFile("bash", args, { cwd: this.cwd, env: own, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
        settle({ exitCode: error === null ? 0 : Number(error.code ?? 1), text: `${stdout}${stderr}` });
      });
    });
  }
}

/** Writes a program of the shell. */
export async function program(path: string, script: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}

/** The fenced blocks of docs/ci.md below a heading, in order. */
export async function recipe(heading: string): Promise<readonly string[]> {
  const text = await readFile(join(root, "docs/ci.md"), "utf8");
  const [, section = ""] = new RegExp(`^### ${heading}\n([^]*?)(?=^##|$(?![^]))`, "m").exec(text) ?? [];
  return [...section.matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, block = ""]) => block);
}
