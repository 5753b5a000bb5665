import { describe, expect, it } from "vitest";
import { readFiles, showDiagnostic } from "./read-files.ts";

const lesson = "title: T\nsteps:\n  - prose: Hello\n";
const course = "title: Course\nlessons: [b.yaml, a.yaml]\n";

describe("readCourses()", () => {
  it.each([
    ["a folder with a course", ["."], ["b", "a"], ["b", "a"]],
    ["a course's file", ["course.yaml"], ["b", "a"], ["b", "a"]],
    ["a lesson of a course", ["a.yaml"], ["b", "a"], ["a"]],
    ["two lessons, in the course's order", ["a.yaml", "b.yaml"], ["b", "a"], ["b", "a"]],
    ["a lesson and its course", ["a.yaml", "."], ["b", "a"], ["b", "a"]],
    ["a lesson beside the course's", ["c.yaml"], ["b", "a"], ["c"]],
  ])("reads %s", async (_what, paths, listed, selected) => {
    const files = { "course.yaml": course, "a.yaml": lesson, "b.yaml": lesson, "c.yaml": lesson };
    const { courses, diagnostics } = await readFiles(files, paths);
    expect(diagnostics).toEqual([]);
    expect(courses).toHaveLength(1);
    expect(courses[0]).toMatchObject({ title: "Course", listed, selected });
    expect(courses[0]?.lessons.map(({ name }) => name)).toEqual(selected);
  });

  it("reads a folder of lessons without a course", async () => {
    const { courses } = await readFiles({ "mine/b.yaml": lesson, "mine/a.yml": lesson, "mine/x.txt": "" }, ["mine"]);
    expect(courses).toMatchObject([{ name: "mine", title: "mine", selected: ["a", "b"] }]);
    expect(courses[0]).not.toHaveProperty("path");
  });

  it("reads a folder of courses", async () => {
    const files = {
      "two/course.yaml": "title: Two\nlessons: [a.yaml]\n",
      "two/a.yaml": lesson,
      "one/course.yaml": "title: One\nlessons: [a.yaml]\n",
      "one/a.yaml": lesson,
    };
    const { courses } = await readFiles(files);
    expect(courses.map(({ title }) => title)).toEqual(["One", "Two"]);
  });

  it("gives the text of every file by the name that places have", async () => {
    const { sources } = await readFiles({ "in/course.yaml": "title: C\nlessons: [a.yaml]\n", "in/a.yaml": lesson });
    expect([...sources]).toEqual([
      ["in/course.yaml", "title: C\nlessons: [a.yaml]\n"],
      ["in/a.yaml", lesson],
    ]);
  });

  it.each([
    [
      "is not there",
      "nowhere",
      "There is nothing of this name\n  Name a lesson's file, or a folder with a course.yaml or with lessons",
    ],
    ["has a slip in its name", "in/lesosn.yaml", "There is nothing of this name\n  Did you mean `in/lesson.yaml`?"],
    [
      "holds neither",
      "empty",
      "There is no lesson and no course here\n  Name a lesson's file, or a folder with a course.yaml or with lessons",
    ],
    [
      "is Markdown",
      "notes.md",
      "This is no lesson and no notebook\n  Make a lesson of it with nbproof import notes.md",
    ],
    [
      "is a script",
      "x.py",
      "This is no lesson and no notebook\n  Make a notebook of it with jupytext --to ipynb x.py, and a lesson of that with nbproof import",
    ],
  ])("reports a path that %s", async (_, path, told) => {
    const { courses, diagnostics } = await readFiles(
      { "in/lesson.yaml": lesson, "empty/notes.txt": "", "notes.md": "# A\n", "x.py": "" },
      [path],
    );
    expect(courses).toEqual([]);
    expect(diagnostics.map(showDiagnostic)).toEqual([`${path}:1:1 missing-file: ${told}`]);
  });

  it("stops only the file that is not in order", async () => {
    const files = { "course.yaml": course, "a.yaml": "title: T\n", "b.yaml": lesson };
    const { courses, diagnostics } = await readFiles(files);
    expect(courses[0]?.lessons.map(({ name }) => name)).toEqual(["b"]);
    expect(courses[0]?.selected).toEqual(["b", "a"]);
    expect(diagnostics.map(({ code, place }) => [code, place.file])).toEqual([["missing-key", "a.yaml"]]);
  });
});
