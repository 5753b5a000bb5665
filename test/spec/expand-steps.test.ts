import { symlink } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readCourses } from "../../src/spec/read-courses.ts";
import { folderOf, readFiles, showDiagnostic } from "./read-files.ts";

const including = (file: string): string =>
  `title: T\nsteps:\n  - prose: before\n  - include: ${file}\n  - prose: after\n`;

describe("readCourses()", () => {
  it.each([
    ["a list", "- prose: one\n- code: two\n"],
    ["a map with steps", "steps:\n  - prose: one\n  - code: two\n"],
  ])("puts the steps of an included file, %s, in place", async (_what, shared) => {
    const files = { "lesson.yaml": including("shared/setup.yaml"), "shared/setup.yaml": shared };
    const { courses, diagnostics } = await readFiles(files, ["lesson.yaml"]);
    expect(diagnostics).toEqual([]);
    expect(courses[0]?.lessons[0]?.steps.map(({ kind, place }) => [kind, place.file])).toEqual([
      ["prose", "lesson.yaml"],
      ["prose", "shared/setup.yaml"],
      ["code", "shared/setup.yaml"],
      ["prose", "lesson.yaml"],
    ]);
  });

  it("resolves an include from the file that has it", async () => {
    const files = {
      "lesson.yaml": including("shared/a.yaml"),
      "shared/a.yaml": "- include: b.yaml\n- include: ../c.yaml\n",
      "shared/b.yaml": "- prose: b\n",
      "c.yaml": "- prose: c\n",
    };
    const { courses } = await readFiles(files, ["lesson.yaml"]);
    expect(courses[0]?.lessons[0]?.steps).toHaveLength(4);
  });

  it("binds captures across files, and reports ids that stand in both", async () => {
    const files = {
      "lesson.yaml": "title: T\nsteps:\n  - include: a.yaml\n  - code: x\n    id: same\n    expect: $(=n) $(=m)\n",
      "a.yaml": "- code: x\n  id: same\n  expect: $(n:int)\n",
    };
    const { diagnostics } = await readFiles(files, ["lesson.yaml"]);
    expect(diagnostics.map(showDiagnostic)).toEqual([
      "5:9-13 duplicate-id: Two steps have the id `same`; the first is in a.yaml:2",
      "6:19-24 unknown-capture: Nothing before this binds `m`\n  Bind it first, as in `$(m:int)`",
    ]);
  });

  it.each([
    ["that is not there", including("nowhere.yaml"), "4:14-26 missing-file: There is no file `nowhere.yaml`"],
    [
      "whose name is mistyped",
      including("shared/stup.yaml"),
      "4:14-30 missing-file: There is no file `shared/stup.yaml`\n  Did you mean `shared/setup.yaml`?",
    ],
    [
      "that is a folder",
      including("shared"),
      "4:14-20 missing-file: `shared` is a folder, and a file is due here\n  Name a file in it",
    ],
    ["outside the pack", including("../x.yaml"), "4:14-23 outside-pack: `../x.yaml` lies outside the course's folder"],
    [
      "by an absolute path",
      including("/x.yaml"),
      "4:14-21 bad-value: `/x.yaml` is no relative path\n  Write a path relative to this file, with `/` between folders",
    ],
    [
      "that includes itself",
      including("shared/circle.yaml"),
      "shared/circle.yaml:1:12-26 include-cycle: These files include each other in a circle: lesson.yaml → shared/circle.yaml → lesson.yaml\n  Remove one of the includes",
    ],
    [
      "with something wrong in it",
      including("shared/bad.yaml"),
      "shared/bad.yaml:1:3-7 unknown-key: `prse` is no kind of step\n  Did you mean `prose`?",
    ],
    [
      "that is a text",
      including("shared/text.yaml"),
      "shared/text.yaml:1:1-5 wrong-type: An included file is a map, and this is a text\n  Its keys are `steps`",
    ],
    ["that is empty", including("shared/empty.yaml"), "shared/empty.yaml:1:1 empty-file: The file has nothing in it"],
  ])("reports an include %s", async (_what, lesson, diagnostic) => {
    const { courses, diagnostics } = await readFiles(
      {
        "lesson.yaml": lesson,
        "shared/setup.yaml": "- prose: x\n",
        "shared/bad.yaml": "- prse: x\n",
        "shared/text.yaml": "text\n",
        "shared/empty.yaml": "",
        "shared/circle.yaml": "- include: ../lesson.yaml\n",
      },
      ["lesson.yaml"],
    );
    expect(diagnostics.map(showDiagnostic)).toEqual([diagnostic]);
    expect(courses[0]?.lessons).toEqual([]);
  });

  it("reports a link that leads out of the pack", async () => {
    const cwd = await folderOf({ "pack/lesson.yaml": including("link.yaml"), "secret.yaml": "- prose: x\n" });
    await symlink(path.join(cwd, "secret.yaml"), path.join(cwd, "pack/link.yaml"));
    const { diagnostics } = await readCourses(["pack/lesson.yaml"], { cwd });
    expect(diagnostics.map(showDiagnostic)).toEqual([
      "pack/lesson.yaml:4:14-23 outside-pack: `link.yaml` lies outside the course's folder",
    ]);
  });

  it("reports what is wrong with a file once, however often it is included", async () => {
    const files = {
      "course.yaml": "title: C\nlessons: [a.yaml, b.yaml]\n",
      "a.yaml": including("bad.yaml"),
      "b.yaml": including("bad.yaml"),
      "bad.yaml": "- prse: x\n",
    };
    const { courses, diagnostics } = await readFiles(files);
    expect(diagnostics.map(({ place }) => place.file)).toEqual(["bad.yaml"]);
    expect(courses[0]?.lessons).toEqual([]);
  });
});
