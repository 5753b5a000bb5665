import path from "node:path";
import { describe, expect, it } from "vitest";
import { readCourses } from "../../src/spec/read-courses.ts";
import { folderOf, readFiles, showDiagnostic } from "./read-files.ts";

const lesson = "title: Été\nsteps:\n  - code: |\n      x = 1\n      print(x)  # => 1\n";

describe("readCourses()", () => {
  it.each([
    ["empty", ""],
    ["nothing but comments", "# only\n# comments\n"],
    ["nothing but a marker", "---\n"],
  ])("reports a file with %s", async (_what, text) => {
    const { diagnostics } = await readFiles({ "lesson.yaml": text }, ["lesson.yaml"]);
    expect(diagnostics.map(showDiagnostic)).toEqual(["1:1 empty-file: The file has nothing in it"]);
  });

  it.each([
    ["UTF-16", Buffer.from(`\uFEFF${lesson}`, "utf16le")],
    ["Latin-1", Buffer.from(lesson, "latin1")],
    ["bytes", new Uint8Array([0x61, 0x00, 0x62])],
  ])("reports a file in %s", async (_what, bytes) => {
    const { diagnostics } = await readFiles({ "lesson.yaml": bytes }, ["lesson.yaml"]);
    expect(diagnostics.map(showDiagnostic)).toEqual(["1:1 not-text: The file is not text in UTF-8"]);
  });

  it.each([
    ["a byte-order mark", `\uFEFF${lesson}`],
    ["CRLF", lesson.replaceAll("\n", "\r\n")],
    ["no last line end", lesson.trimEnd()],
    ["a marker before and after", `---\n${lesson}...\n`],
  ])("reads a file with %s as the author sees it", async (_what, text) => {
    const { courses, diagnostics } = await readFiles({ "lesson.yaml": text }, ["lesson.yaml"]);
    expect(diagnostics).toEqual([]);
    expect(courses[0]?.lessons[0]).toMatchObject({
      title: "Été",
      steps: [{ code: { value: "x = 1\nprint(x)  # => 1" }, shown: "x = 1\nprint(x)  # => 1" }],
    });
  });

  it("reports a course.yaml that is a folder", async () => {
    const { diagnostics } = await readFiles({ "course.yaml/a.txt": "", "lesson.yaml": lesson }, ["lesson.yaml"]);
    expect(diagnostics.map(showDiagnostic)).toEqual([
      "course.yaml:1:1 missing-file: The file cannot be read: it is a folder",
    ]);
  });

  it("counts columns without the byte-order mark", async () => {
    const { diagnostics } = await readFiles({ "lesson.yaml": `\uFEFFtitel: x\n${lesson}` }, ["lesson.yaml"]);
    expect(diagnostics.map(showDiagnostic)).toEqual([
      "1:1-6 unknown-key: `titel` is no key of a lesson\n  Did you mean `title`?",
    ]);
  });

  it("names a file outside the working directory by its whole path", async () => {
    const folder = await folderOf({ "lesson.yaml": "title: T\n", "cwd/x": "" });
    const file = path.join(folder, "lesson.yaml");
    const { diagnostics, sources } = await readCourses([file], { cwd: path.join(folder, "cwd") });
    expect(diagnostics[0]?.place.file).toBe(file);
    expect(sources.get(file)).toBe("title: T\n");
  });
});
