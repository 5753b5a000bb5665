import { createHash } from "node:crypto";

import { describe, expect, it } from "vitest";

import type { Course } from "../../src/lesson/course.ts";
import { CourseConflictError, type CourseFile, renderCourse } from "../../src/notebook/render-course.ts";
import { readFiles } from "../spec/read-files.ts";
import { courseOf } from "./course-of.ts";

const lesson = "title: Lists\nsummary: What lists are.\nsteps:\n  - code: a = []\n";

async function course(more = "", files: Readonly<Record<string, string>> = {}): Promise<Course> {
  return await courseOf({
    "course.yaml": `title: Python\nlessons: [lists.yaml]\n${more}`,
    "lists.yaml": lesson,
    ...files,
  });
}

function textOf(files: readonly CourseFile[], path: string): string {
  return Buffer.from(files.find((file) => file.path === path)?.content ?? []).toString();
}

function paths(files: readonly CourseFile[]): readonly string[] {
  return files.map((file) => file.path);
}

describe("renderCourse()", () => {
  it("makes the index, both editions with their files, and the manifest at last", async () => {
    const files = await renderCourse(await course("files: [data/words.txt]\n", { "data/words.txt": "one" }));
    expect(paths(files)).toEqual([
      "index.ipynb",
      "lists.ipynb",
      "data/words.txt",
      "solutions/lists.ipynb",
      "solutions/data/words.txt",
      "manifest.json",
    ]);
    expect(textOf(files, "solutions/data/words.txt")).toBe("one");
  });

  it("leaves the solutions out where the course says so", async () => {
    expect(paths(await renderCourse(await course("answers: none\n")))).toEqual([
      "index.ipynb",
      "lists.ipynb",
      "manifest.json",
    ]);
  });

  it("lists every file's digest in the manifest", async () => {
    const files = await renderCourse(await course());
    const digest = createHash("sha256").update(textOf(files, "lists.ipynb")).digest("hex");
    expect(JSON.parse(textOf(files, "manifest.json"))).toMatchObject({
      files: { "lists.ipynb": digest },
      lessons: ["lists"],
      title: "Python",
      version: 1,
    });
  });

  it("links the lessons from the index, whatever their names", async () => {
    const read = await courseOf({
      "course.yaml":
        "title: Python\nlessons: [my lists.yaml, größe (1)?.yaml]\nlicence: CC-BY-4.0\nauthors: [Ada, Alan]\n",
      "my lists.yaml": lesson,
      "größe (1)?.yaml": "title: Sizes\nsteps: [prose: One]\n",
    });
    const index: { cells: { source: string[] }[] } = JSON.parse(textOf(await renderCourse(read), "index.ipynb"));
    expect(index.cells.map(({ source }) => source.join("")).join("\n")).toMatchInlineSnapshot(`
      "# Python

      1. [Lists](my%20lists.ipynb): What lists are.
      2. [Sizes](gr%C3%B6%C3%9Fe%20%281%29%3F.ipynb)

      **How to work with these notebooks.** Open the first lesson, read, predict, then run the cells from top to bottom with
      Shift+Enter.

      - What a comment says after \`# =>\` is what the line shows.
      - Under a quiz's question click on the answer that you believe in: it says whether it is right, and why.
      - An exercise has a cell for your answer and, below it, one that checks it: run the one, then the other.

      *Ada, Alan · CC-BY-4.0*"
    `);
  });

  it("ships a file that several lessons name only once", async () => {
    const files = await renderCourse(
      await courseOf({
        "course.yaml": "title: Python\nlessons: [a.yaml, b.yaml]\nanswers: none\n",
        "a.yaml": `files: [words.txt]\n${lesson}`,
        "b.yaml": `files: [words.txt]\n${lesson}`,
        "words.txt": "one",
      }),
    );
    expect(paths(files)).toEqual(["index.ipynb", "a.ipynb", "words.txt", "b.ipynb", "manifest.json"]);
  });

  it.each([
    ["two lessons' files", { "a/words.txt": "one", "b/words.txt": "two" }, "words.txt"],
    ["a file and a notebook", { "a/words.txt": "one", "a/b.ipynb": "two" }, "b.ipynb"],
    ["a file and the manifest", { "a/words.txt": "one", "a/manifest.json": "{}" }, "manifest.json"],
  ])("refuses %s under one name", async (_what, files, path) => {
    const names = (folder: string): readonly string[] =>
      Object.keys(files).flatMap((name) => (name.startsWith(`${folder}/`) ? [name.slice(2)] : []));
    const { courses } = await readFiles({
      "course.yaml": "title: Python\nlessons: [a/a.yaml, b/b.yaml]\n",
      "a/a.yaml": `files: [${names("a").join(", ")}]\n${lesson}`,
      "b/b.yaml": `files: [${names("b").join(", ")}]\n${lesson}`,
      ...files,
    });
    const [read] = courses;
    if (read === undefined) throw new Error("No course");
    await expect(renderCourse(read)).rejects.toThrow(CourseConflictError);
    await expect(renderCourse(read)).rejects.toThrow(
      `Two different files of this course would become ${path}; rename one of them`,
    );
  });

  it("takes templates from the course's own folder", async () => {
    const files = await renderCourse(await course("", { "templates/index.md.njk": "Hello {{ course.title }}\n" }));
    expect(JSON.parse(textOf(files, "index.ipynb"))).toMatchObject({ cells: [{ source: ["Hello Python"] }] });
  });
});
