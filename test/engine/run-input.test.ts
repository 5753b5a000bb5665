import { expect, it } from "vitest";

import { lessonsOf, lessonsOn } from "../../src/engine/run-input.ts";
import { readFiles } from "../spec/read-files.ts";
import { lessonsFrom } from "./fake-run.ts";

it("lessonsOf() lists the lessons of all courses, in order", async () => {
  const lesson = 'title: T\nsteps:\n  - code: print("1")\n';
  const files = { "c/course.yaml": "title: C\nlessons: [b.yaml, a.yaml]\n", "c/b.yaml": lesson, "c/a.yaml": lesson };
  const { courses } = await readFiles({ ...files, "one.yaml": lesson }, ["c", "one.yaml"]);
  expect(lessonsOf(courses).map(({ name }) => name)).toEqual(["b", "a", "one"]);
});

it.each([
  [undefined, [0, 1]],
  [["b.yaml"], [1]],
  [["spam"], []],
])("lessonsOn() lists the lessons that run on a kernel for %j", async (files, indexes) => {
  const step = "  - code: x()\n";
  const lessons = await lessonsFrom({ "a.yaml": step, "b.yaml": step });
  const kernel = { name: "k", displayName: "", chosen: "", server: { url: "", token: "" } };
  const on = lessonsOn(files === undefined ? kernel : { ...kernel, lessons: files }, lessons);
  expect(on.map(({ index }) => index)).toEqual(indexes);
  expect(on.map(({ lesson }) => lesson)).toEqual(indexes.map((index) => lessons[index]?.lesson));
});
