import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { buildCourse } from "../../src/api/build-course.ts";
import { readCourse } from "../../src/api/read-course.ts";
import { folderOf } from "../spec/read-files.ts";

const lesson = "title: One\nsteps:\n  - prose: Hello\n";
const files = {
  "algebra/course.yaml": "title: Algebra\nlessons: [one.yaml, two.yaml]\n",
  "algebra/one.yaml": lesson,
  "algebra/two.yaml": lesson,
};
const made = ["index.ipynb", "one.ipynb", "solutions/one.ipynb", "two.ipynb", "solutions/two.ipynb", "manifest.json"];

describe("buildCourse()", () => {
  it("makes the notebooks of a course, and says what it changed", async () => {
    const cwd = await folderOf(files);
    const read = await readCourse("algebra", { cwd });
    const folder = join(cwd, "dist-notebooks", "algebra");
    const { sources } = read;
    const built = { folder, diagnostics: [], sources, stale: [], written: made, removed: [], unchanged: [] };
    expect(await buildCourse(read, { dryRun: true })).toEqual(built);
    expect(await readdir(cwd)).toEqual(["algebra"]);
    expect(await buildCourse(read)).toEqual(built);
    expect((await readdir(folder, { recursive: true })).toSorted()).toEqual([...made, "solutions"].toSorted());
    expect(await buildCourse(read)).toEqual({ ...built, written: [], unchanged: made });
  });

  it("makes the whole course of one lesson, so that no notebook is removed", async () => {
    const cwd = await folderOf(files);
    const one = await readCourse("algebra/one.yaml", { cwd });
    expect((await buildCourse(one)).written).toEqual(made);
    const out = join(cwd, "dist-notebooks");
    expect(one.course && (await buildCourse(one.course, { out })).removed).toEqual([]);
  });

  it("leaves what is there where a file is wrong, and says why", async () => {
    const cwd = await folderOf(files);
    await buildCourse(await readCourse("algebra", { cwd }));
    await writeFile(join(cwd, "algebra/two.yaml"), "titel: Two\n");
    const { diagnostics, written, removed } = await buildCourse(await readCourse("algebra", { cwd }));
    expect(diagnostics.map(({ code }) => code)).toContain("unknown-key");
    expect([written, removed]).toEqual([[], []]);
    expect(await readdir(join(cwd, "dist-notebooks/algebra"))).toContain("two.ipynb");
  });

  it("gives a broken template as a diagnostic, with its text", async () => {
    const cwd = await folderOf({ ...files, "algebra/templates/title.md.njk": "{% if %}" });
    const { diagnostics, sources, written } = await buildCourse(await readCourse("algebra", { cwd }));
    expect(sources.get("algebra/templates/title.md.njk")).toBe("{% if %}");
    expect(diagnostics).toMatchObject([
      { code: "bad-template", place: { file: "algebra/templates/title.md.njk", line: 1 } },
    ]);
    expect(written).toEqual([]);
  });

  it("refuses a notebook", async () => {
    const cwd = await folderOf({
      "some.ipynb": JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] }),
    });
    await expect(buildCourse(await readCourse("some.ipynb", { cwd }))).rejects.toThrow(
      new TypeError("some.ipynb is a notebook: there is nothing to build of it"),
    );
  });

  it("removes what only the last build made", async () => {
    const cwd = await folderOf(files);
    await buildCourse(await readCourse("algebra", { cwd }));
    await rm(join(cwd, "algebra/two.yaml"));
    await writeFile(join(cwd, "algebra/course.yaml"), "title: Algebra\nlessons: [one.yaml]\n");
    const { removed } = await buildCourse(await readCourse("algebra", { cwd }));
    expect(removed.toSorted()).toEqual(["solutions/two.ipynb", "two.ipynb"]);
  });
});
