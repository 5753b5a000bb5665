import { expect, it } from "vitest";

import { lessonsOf } from "../../src/engine/run-input.ts";
import { readFiles } from "../spec/read-files.ts";

it("lessonsOf() lists the lessons of all courses, in order", async () => {
  const lesson = 'title: T\nsteps:\n  - code: print("1")\n';
  const files = { "c/course.yaml": "title: C\nlessons: [b.yaml, a.yaml]\n", "c/b.yaml": lesson, "c/a.yaml": lesson };
  const { courses } = await readFiles({ ...files, "one.yaml": lesson }, ["c", "one.yaml"]);
  expect(lessonsOf(courses).map(({ name }) => name)).toEqual(["b", "a", "one"]);
});
