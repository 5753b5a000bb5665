import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { readCourse, SeveralCoursesError } from "../../src/api/read-course.ts";
import { folderOf } from "../spec/read-files.ts";

const lesson = "title: One\nsteps:\n  - prose: Hello\n";
const course = "title: Algebra\nlessons: [one.yaml]\n";
const notebook = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] });

describe("readCourse()", () => {
  it.each([["algebra"], ["algebra/course.yaml"], ["algebra/one.yaml"]])("reads %s", async (path) => {
    const cwd = await folderOf({ "algebra/course.yaml": course, "algebra/one.yaml": lesson });
    const read = await readCourse(path, { cwd });
    expect(read.diagnostics).toEqual([]);
    expect(read.course).toMatchObject({ name: "algebra", title: "Algebra", lessons: [{ title: "One" }] });
    expect(read.sources.get("algebra/one.yaml")).toBe(lesson);
    expect(read.cwd).toBe(cwd);
  });

  it("reads a notebook as a course of one lesson", async () => {
    const cwd = await folderOf({ "some.ipynb": notebook });
    const { course: read, diagnostics } = await readCourse("some.ipynb", { cwd });
    expect(diagnostics).toEqual([]);
    expect(read?.lessons.map(({ path }) => path)).toEqual([join(cwd, "some.ipynb")]);
  });

  it("gives what an author did wrong as diagnostics, and the rest of the course", async () => {
    const cwd = await folderOf({
      "algebra/course.yaml": "title: Algebra\nlessons: [one.yaml, two.yaml]\n",
      "algebra/one.yaml": lesson,
      "algebra/two.yaml": "titel: Two\n",
    });
    const { course: read, diagnostics } = await readCourse("algebra", { cwd });
    expect(diagnostics.map(({ code, place }) => `${place.file} ${code}`)).toContain("algebra/two.yaml unknown-key");
    expect(read?.lessons.map(({ name }) => name)).toEqual(["one"]);
  });

  it("gives a diagnostic, and no course, where there is nothing", async () => {
    const read = await readCourse("nowhere", { cwd: await folderOf({}) });
    expect(read.course).toBeUndefined();
    expect(read.diagnostics).toMatchObject([{ code: "missing-file", place: { file: "nowhere" } }]);
  });

  it("names the courses where a path holds several", async () => {
    const cwd = await folderOf({
      "all/a/course.yaml": course,
      "all/a/one.yaml": lesson,
      "all/b/course.yaml": course,
      "all/b/one.yaml": lesson,
    });
    const failure = await readCourse("all", { cwd }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SeveralCoursesError);
    expect(failure).toMatchObject({
      message: "all holds 2 courses: read one of all/a/course.yaml, all/b/course.yaml",
      paths: ["all/a/course.yaml", "all/b/course.yaml"],
    });
  });
});
