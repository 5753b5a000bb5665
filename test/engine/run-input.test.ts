import { expect, it } from "vitest";

import { lessonsOn } from "../../src/engine/run-input.ts";
import { lessonsFrom } from "./fake-run.ts";

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
