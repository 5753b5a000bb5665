import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { runCommandLine } from "../../src/commands/run-command-line.ts";
import { folderOf } from "../spec/read-files.ts";
import { recordContext } from "./context.ts";

async function run(cwd: string, ...args: readonly string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const { context, out, err } = recordContext(cwd);
  const exitCode = await runCommandLine(["templates", ...args], context);
  return { exitCode, out: out(), err: err() };
}

const lesson = "title: One\nsteps:\n  - prose: Hello\n";
const one = { "notebooks-src/one/course.yaml": "title: One\nlessons: [a.yaml]\n", "notebooks-src/one/a.yaml": lesson };
const two = { "notebooks-src/two/course.yaml": "title: Two\nlessons: [a.yaml]\n", "notebooks-src/two/a.yaml": lesson };

describe("templates()", () => {
  it("eject lists the shipped templates without a name", async () => {
    const { exitCode, out } = await run(await folderOf({}), "eject");
    expect([exitCode, out]).toEqual([
      0,
      "The templates of the shipped theme:\n  check.py\n  checks.py\n  compare.md\n  end.md\n  failures.py\n  index.md\n  options.md\n  predict.md\n  quiz.md\n  score.py\n  setup.py\n  site/cell.html\n  site/index.html\n  site/lesson.html\n  site/page.html\n  site/style.css\n  site/ways.html\n  task.md\n  title.md\n  ways.md\n",
    ]);
  });

  it.each(["title.md", "title.md.njk"])("eject %s writes it into the course, which is built with it", async (name) => {
    const cwd = await folderOf(one);
    const path = "notebooks-src/one/templates/title.md.njk";
    expect(await run(cwd, "eject", name)).toEqual({
      exitCode: 0,
      out: `Wrote ${path}: it is taken in place of the shipped one\n`,
      err: "",
    });
    expect(await readFile(join(cwd, path), "utf8")).toBe(await readFile("templates/title.md.njk", "utf8"));
    expect(await readdir(join(cwd, "notebooks-src/one/templates"))).toEqual(["title.md.njk"]);
    const build = async (): Promise<string> => {
      expect(await runCommandLine(["build"], recordContext(cwd).context)).toBe(0);
      return await readFile(join(cwd, "dist-notebooks/one/a.ipynb"), "utf8");
    };
    expect(await build()).toContain('"# One');
    await writeFile(join(cwd, path), "# My {{ lesson.title }}\n");
    expect(await build()).toContain('"# My One"');
  });

  it("eject overwrites nothing", async () => {
    const path = "notebooks-src/one/templates/title.md.njk";
    const cwd = await folderOf({ ...one, [path]: "# Mine\n" });
    const { exitCode, err } = await run(cwd, "eject", "title.md");
    expect([exitCode, await readFile(join(cwd, path), "utf8")]).toEqual([2, "# Mine\n"]);
    expect(err).toContain(`${path} is there already; nothing was written`);
  });

  it("eject writes into the course that is named, where there are several", async () => {
    const cwd = await folderOf({ ...one, ...two });
    const unnamed = await run(cwd, "eject", "quiz.md");
    expect(unnamed.exitCode).toBe(2);
    expect(unnamed.err).toContain("name one with --course: notebooks-src/one, notebooks-src/two");
    const { out } = await run(cwd, "eject", "quiz.md", "--course", "notebooks-src/two");
    expect(out).toContain("Wrote notebooks-src/two/templates/quiz.md.njk");
  });

  it.each([
    [["eject", "titel.md"], "There is no template titel.md; did you mean title.md?"],
    [["eject", "../package.json"], "There is no template ../package.json"],
    [["eject", "init"], "There is no template init"],
    [["eject", "quiz.md", "--course", "nowhere"], "There is no course at nowhere: name its folder with --course"],
    [[], "Say what to do: templates eject"],
    [["list"], "There is nothing like templates list"],
  ])("refuses %j", async (args, message) => {
    const cwd = await folderOf(one);
    const { exitCode, err } = await run(cwd, ...args);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
    expect(await readdir(join(cwd, "notebooks-src/one"))).toEqual(["a.yaml", "course.yaml"]);
  });
});
