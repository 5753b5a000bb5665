import { describe, expect, it } from "vitest";

import { renderEditions } from "../../src/engine/render-editions.ts";
import { readCourses } from "../../src/spec/read-courses.ts";
import { folderOf } from "../spec/read-files.ts";

const course = (name: string, templates: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  [`${name}/course.yaml`]: "title: C\nlessons: [a.yaml]\n",
  [`${name}/a.yaml`]: 'title: T\nsteps:\n  - code: print("1")\n',
  ...Object.fromEntries(Object.entries(templates).map(([file, text]) => [`${name}/templates/${file}`, text])),
});

async function rendered(files: Readonly<Record<string, string>>): Promise<ReturnType<typeof renderEditions>> {
  const cwd = await folderOf(files);
  const { courses, diagnostics } = await readCourses(["."], { cwd });
  expect(diagnostics).toEqual([]);
  return renderEditions(courses, { cwd });
}

describe("renderEditions()", () => {
  it("gives the cells of both editions", async () => {
    const { lessons, diagnostics } = await rendered(course("one"));
    expect(diagnostics).toEqual([]);
    expect(lessons).toHaveLength(1);
    const code = [lessons[0]?.solutions, lessons[0]?.student].map((cells) =>
      cells?.filter(({ type }) => type === "code").map(({ source }) => source),
    );
    expect(code).toEqual([['print("1")'], ['print("1")']]);
  });

  it("leaves out the lessons of a course with a broken template, and says where it is", async () => {
    const text = "# {{ lesson.titel }}\n";
    const files = { ...course("bad", { "title.md.njk": text }), ...course("good") };
    const { lessons, diagnostics, sources } = await rendered(files);
    expect(lessons.map(({ lesson }) => lesson.place.file)).toEqual(["good/a.yaml"]);
    expect(diagnostics).toMatchObject([
      { code: "bad-template", place: { file: "bad/templates/title.md.njk", line: 1, column: 3 } },
    ]);
    expect(diagnostics[0]?.message).toMatch(/^The template cannot be used: /);
    expect([...sources]).toEqual([["bad/templates/title.md.njk", text]]);
  });

  it("does not take a bug of ours for a broken template", async () => {
    const cwd = await folderOf(course("one"));
    const { courses } = await readCourses(["."], { cwd });
    const broken = courses.map((each) => ({ ...each, lessons: [{ ...each.lessons[0], steps: undefined }] }));
    expect(() => renderEditions(broken as never, { cwd })).toThrow(TypeError);
  });
});
