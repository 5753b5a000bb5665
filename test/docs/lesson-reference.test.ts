import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { readCourses } from "../../src/spec/read-courses.ts";
import { folderOf } from "../spec/read-files.ts";
import { lessonReference } from "./lesson-reference.ts";

const page = "docs/lesson-spec.md";
const [begin, end] = ["<!-- reference: begin -->", "<!-- reference: end -->"];

it("docs/lesson-spec.md has the reference of the table of keys (npm run docs mends it)", async () => {
  const text = await readFile(page, "utf8");
  const before = text.slice(0, text.indexOf(begin) + begin.length);
  const after = text.slice(text.indexOf(end));
  await expect(`${before}\n\n${lessonReference()}\n\n${after}`).toMatchFileSnapshot(`../../${page}`);
});

it("docs/lesson-spec.md shows lessons and a course that are in order", async () => {
  const text = await readFile(page, "utf8");
  const blocks = Array.from(
    text.matchAll(/^```yaml\n# (\S+\.yaml)\n([^]*?)^```$/gm),
    ([, name = "", yaml = ""]) => [name, yaml] as const,
  );
  const cwd = await folderOf({ ...Object.fromEntries(blocks), "data/words.txt": "" });
  const { courses, diagnostics } = await readCourses(["."], { cwd });
  expect(diagnostics).toEqual([]);
  expect(courses[0]?.listed).toEqual(["first-steps", "answers"]);
});
