import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { runCommandLine } from "../../src/commands/run-command-line.ts";
import { recordContext } from "./context.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-build-"));
  await runCommandLine(["init"], recordContext(folder).context);
});
afterEach(() => rm(folder, { recursive: true }));

interface Result {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

async function run(...args: readonly string[]): Promise<Result> {
  const { context, out, err } = recordContext(folder);
  const exitCode = await runCommandLine(args, context);
  return { exitCode, out: out(), err: err() };
}

const lesson = "notebooks-src/my-course/first-lesson.yaml";
const built = "dist-notebooks/my-course";

function svg(colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="${colour}"/></svg>`;
}

function png(width: number): Buffer {
  return PNG.sync.write(new PNG({ width, height: 1 }));
}

async function replaceInLesson(from: string, to: string): Promise<void> {
  const path = join(folder, lesson);
  await writeFile(path, (await readFile(path, "utf8")).replace(from, to));
}

describe("build()", () => {
  it("makes the notebooks of what init wrote", async () => {
    expect(await run("build")).toEqual({ exitCode: 0, out: `${built}: 4 files written, 0 unchanged\n`, err: "" });
    expect(await readdir(join(folder, built))).toEqual([
      "first-lesson.ipynb",
      "index.ipynb",
      "manifest.json",
      "solutions",
    ]);
  });

  it("writes where --out says", async () => {
    expect(await run("build", "--out", "site")).toMatchObject({ exitCode: 0 });
    expect(await readdir(join(folder, "site/my-course"))).toContain("index.ipynb");
  });

  it("builds the whole course when one of its lessons is named", async () => {
    expect((await run("build", lesson)).out).toBe(`${built}: 4 files written, 0 unchanged\n`);
  });

  it("--check writes nothing and lists what is missing", async () => {
    const { exitCode, out } = await run("build", "--check");
    expect(exitCode).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "dist-notebooks/my-course is not what a build would make
        missing  index.ipynb
        missing  first-lesson.ipynb
        missing  solutions/first-lesson.ipynb
        missing  manifest.json
      Run nbproof build
      "
    `);
    expect(await readdir(folder)).toEqual(["notebooks-src"]);
  });

  it("--check lists what is stale and too much", async () => {
    await run("build");
    await writeFile(join(folder, built, "old.ipynb"), "{}");
    await replaceInLesson("One list, two names", "Two names, one list");
    const { exitCode, out } = await run("build", "--check");
    expect(exitCode).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "dist-notebooks/my-course is not what a build would make
        stale    first-lesson.ipynb
        stale    solutions/first-lesson.ipynb
        stale    manifest.json
        extra    old.ipynb
      Run nbproof build; a file that it never made stays until you remove it
      "
    `);
  });

  it.each<readonly [string, Buffer | string]>([
    ["drawn.svg", svg("green")],
    ["dot.png", png(2)],
  ])("--check sees that the picture %s has changed since", async (changed, content) => {
    const pack = join(folder, "notebooks-src/my-course");
    await writeFile(join(pack, "drawn.svg"), svg("red"));
    await writeFile(join(pack, "dot.png"), png(1));
    const steps = "  - figure: drawn.svg\n    alt: A square\n  - prose: See ![a dot](dot.png)\n";
    await writeFile(join(folder, lesson), `title: Pictures\nsteps:\n${steps}`);
    expect(await run("build")).toMatchObject({ exitCode: 0, err: "" });
    expect((await run("build", "--check")).exitCode).toBe(0);
    await writeFile(join(pack, changed), content);
    const { exitCode, out } = await run("build", "--check");
    expect(exitCode).toBe(1);
    expect(out).toContain("  stale    first-lesson.ipynb\n  stale    solutions/first-lesson.ipynb\n");
  });

  it("--check is content with what build made", async () => {
    await run("build");
    expect(await run("build", "--check")).toEqual({ exitCode: 0, out: `${built} is up to date\n`, err: "" });
  });

  it("leaves a course with a bad file as it was built before", async () => {
    await run("build");
    await replaceInLesson("steps:", "stepz:");
    const { exitCode, out, err } = await run("build");
    expect(exitCode).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(`${lesson}:6:1  unknown-key  `);
    expect(err).toMatch(
      /\n\d problems? in 1 file; a course with a problem is left as it was built before\nExplained, with examples: nbproof explain \S/,
    );
    expect(await readdir(join(folder, built))).toContain("first-lesson.ipynb");
  });

  it("knows the bad file in a folder that is reached through a link", async () => {
    const link = `${folder}-link`;
    await symlink(folder, link);
    try {
      await replaceInLesson("steps:", "stepz:");
      const { context, out } = recordContext(link);
      expect(await runCommandLine(["build"], context)).toBe(2);
      expect(out()).toBe("");
    } finally {
      await rm(link);
    }
  });

  it("builds the other courses where one has a broken template, which stays as it was built before", async () => {
    await run("build");
    await runCommandLine(["init", "notebooks-src/other"], recordContext(folder).context);
    await mkdir(join(folder, "notebooks-src/my-course/templates"));
    await writeFile(join(folder, "notebooks-src/my-course/templates/title.md.njk"), "# {{ lesson.titel }}\n");
    const { exitCode, out, err } = await run("build");
    expect(out).toBe("dist-notebooks/other: 4 files written, 0 unchanged\n");
    expect(err).toContain("notebooks-src/my-course/templates/title.md.njk:1:3  bad-template  ");
    expect(exitCode).toBe(2);
    expect((await run("build", "--check")).out).toContain("dist-notebooks/other is up to date\n");
  });

  it("builds the other courses where a file of one has no place", async () => {
    await runCommandLine(["init", "notebooks-src/other"], recordContext(folder).context);
    const files = "title: A\nfiles: [index.ipynb]\nsteps:\n  - code: |\n      print(1)  # => 1\n";
    await writeFile(join(folder, lesson), files);
    await writeFile(join(folder, "notebooks-src/my-course/index.ipynb"), "{}");
    const { exitCode, out, err } = await run("build");
    expect(err).toContain("`index.ipynb` cannot lie beside the notebooks");
    expect(out).toBe("dist-notebooks/other: 4 files written, 0 unchanged\n");
    expect(exitCode).toBe(2);
  });

  it("builds the other courses where one cannot be written", async () => {
    await runCommandLine(["init", "notebooks-src/other"], recordContext(folder).context);
    await mkdir(join(folder, "dist-notebooks"));
    await writeFile(join(folder, built), "a file where a folder is due");
    const { exitCode, out, err } = await run("build");
    expect(err).toContain("a file stands where a folder is due");
    expect(out).toBe("dist-notebooks/other: 4 files written, 0 unchanged\n");
    expect(exitCode).toBe(3);
  });

  it("says what is not there", async () => {
    const { exitCode, err } = await run("build", "nowhere");
    expect(exitCode).toBe(2);
    expect(err).toContain("nowhere:1:1  missing-file  ");
  });

  it("leaves a course whose recorded outputs cannot be read as it was built before, and names the file", async () => {
    await run("build");
    await mkdir(join(folder, "notebooks-src/my-course/recorded"));
    await writeFile(join(folder, "notebooks-src/my-course/recorded/first-lesson.json"), "{}");
    const { exitCode, out, err } = await run("build", "--check");
    expect(err).toContain("notebooks-src/my-course/recorded/first-lesson.json:1:1  bad-record  ");
    expect([exitCode, out]).toEqual([2, ""]);
  });

  it.each([
    [["--kernel", "python3"], "--kernel is for --executed: a plain build runs nothing"],
    [["--jobs", "2"], "--jobs is for --executed: a plain build runs nothing"],
    [["--executed", "--check"], "--check writes nothing, and --executed records: run the one after the other"],
    [["--executed", "--kernel", "a,,b"], "--kernel has an empty name in its list"],
    [["--executed", "--server", "here"], "--server takes a URL such as http://127.0.0.1:8888/"],
  ])("refuses %j", async (options, message) => {
    const { exitCode, err } = await run("build", ...options);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain("nbproof build --help");
  });
});
