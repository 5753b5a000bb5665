import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, it } from "vitest";

import { projectSettings } from "../../src/api/project-settings.ts";
import { readCourses } from "../../src/spec/read-courses.ts";
import { folderOf } from "../spec/read-files.ts";
import { lessonReference, settingsReference } from "./lesson-reference.ts";

const [begin, end] = ["<!-- reference: begin -->", "<!-- reference: end -->"];

it.each([
  ["docs/lesson-spec.md", lessonReference],
  ["docs/settings.md", settingsReference],
])("%s has the reference of the table of keys (npm run docs mends it)", async (page, reference) => {
  const text = await readFile(page, "utf8");
  const before = text.slice(0, text.indexOf(begin) + begin.length);
  const after = text.slice(text.indexOf(end));
  await expect(`${before}\n\n${reference()}\n\n${after}`).toMatchFileSnapshot(`../../${page}`);
});

it("docs/settings.md shows settings that are in order", async () => {
  const blocks = Array.from((await readFile("docs/settings.md", "utf8")).matchAll(/^```(yaml|toml)\n([^]*?)^```$/gm));
  const sanitize = "regex: a\nreplace: b\n";
  for (const [, format, text = ""] of blocks.slice(0, 2)) {
    const name = format === "toml" ? "pyproject.toml" : "nbproof.yaml";
    const cwd = await folderOf({ [name]: text, "nbval-sanitize.cfg": sanitize });
    const { settings, diagnostics } = await projectSettings(["."], { cwd, env: {} });
    expect(diagnostics).toEqual([]);
    expect(settings?.of(join(cwd, "drafts/a.ipynb"))).toMatchObject({ leftOut: true, ignore: ["stderr", "text/html"] });
  }
  expect(blocks.length).toBe(3);
});

it("docs/lesson-spec.md shows lessons and a course that are in order", async () => {
  const text = await readFile("docs/lesson-spec.md", "utf8");
  const blocks = Array.from(
    text.matchAll(/^```yaml\n# (\S+\.yaml)\n([^]*?)^```$/gm),
    ([, name = "", yaml = ""]) => [name, yaml] as const,
  );
  const cwd = await folderOf({ ...Object.fromEntries(blocks), "data/words.txt": "" });
  const { courses, diagnostics } = await readCourses(["."], { cwd });
  expect(diagnostics).toEqual([]);
  expect(courses[0]?.listed).toEqual(["first-steps", "answers"]);
});
