import { describe, expect, it } from "vitest";
import { readFiles, showDiagnostic } from "./read-files.ts";

const lesson = (files: string): string => `title: T\nfiles: [${files}]\nsteps:\n  - prose: x\n`;
const course = (...lessons: readonly string[]): string => `title: C\nlessons: [${lessons.join(", ")}]\n`;

describe("readCourses() of lessons that ship files", () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      "two that differ under one name",
      { "a/a.yaml": lesson("words.txt"), "b/b.yaml": lesson("words.txt"), "a/words.txt": "1", "b/words.txt": "2" },
      ["b/b.yaml:2:9-18 duplicate-file: `words.txt` cannot lie beside the notebooks: another is named in a/a.yaml:2"],
    ],
    [
      "two that are the same",
      { "a/a.yaml": lesson("words.txt"), "b/b.yaml": lesson("words.txt"), "a/words.txt": "1", "b/words.txt": "1" },
      [],
    ],
    [
      "the names of what the build makes",
      {
        "a/a.yaml": lesson("manifest.json, b.ipynb, solutions/x.txt"),
        "b/b.yaml": lesson('"two words.txt", wörter/ß.txt'),
        "a/manifest.json": "{}",
        "a/b.ipynb": "{}",
        "a/solutions/x.txt": "",
        "b/two words.txt": "",
        "b/wörter/ß.txt": "",
      },
      [
        "a/a.yaml:2:9-22 duplicate-file: `manifest.json` cannot lie beside the notebooks: the build makes a file of this name",
        "a/a.yaml:2:24-31 duplicate-file: `b.ipynb` cannot lie beside the notebooks: the build makes a file of this name",
        "a/a.yaml:2:33-48 duplicate-file: `solutions/x.txt` cannot lie beside the notebooks: the build makes a file of this name",
      ],
    ],
    [
      "one in a folder that lessons share",
      { "a/a.yaml": lesson("../data/words.txt"), "b/b.yaml": lesson(""), "data/words.txt": "1" },
      [
        "a/a.yaml:2:9-26 outside-pack: `../data/words.txt` would lie outside the notebook's folder\n  Move the file beside the lesson or below",
      ],
    ],
  ])("%s", async (_what, files, told) => {
    const { diagnostics } = await readFiles({ "course.yaml": course("a/a.yaml", "b/b.yaml"), ...files }, ["."]);
    expect(diagnostics.map(showDiagnostic)).toEqual(told);
  });
});
