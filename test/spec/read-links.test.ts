import { describe, expect, it } from "vitest";

import { readFiles } from "./read-files.ts";

const course = "title: C\nlessons: [one.yaml, two.yaml]\n";
const lesson = (prose: string, more = ""): string =>
  `title: T\nsteps:\n  - prose: |\n      ${prose.replaceAll("\n", "\n      ")}\n${more}`;

async function read(prose: string, more = "") {
  return await readFiles({
    "course.yaml": course,
    "one.yaml": lesson(prose, more),
    "two.yaml": lesson("Two"),
    "unlisted.yaml": lesson("Not in the course"),
    "img/x.png": "",
    "img/x.txt": "",
    "my data.csv": "",
  });
}

describe("readCourses() looks up links", () => {
  it("to lessons, pictures and files", async () => {
    const { courses, diagnostics } = await read(
      "[a](two.yaml#x) [b](two.ipynb) [c](index.ipynb) ![d](img/x.png) [e](<my data.csv>) [f](my%20data.csv) [g](https://x.org) [h](#here)",
    );
    expect(diagnostics).toEqual([]);
    const [one] = courses[0]?.lessons ?? [];
    const links = one?.steps[0]?.links ?? {};
    expect(Object.entries(links).map(([url, { kind }]) => [url, kind])).toEqual([
      ["two.yaml#x", "lesson"],
      ["two.ipynb", "lesson"],
      ["index.ipynb", "lesson"],
      ["img/x.png", "picture"],
      ["my data.csv", "file"],
      ["my%20data.csv", "file"],
    ]);
    expect(one?.files.map(({ path }) => path)).toEqual(["my data.csv"]);
  });

  it.each([
    ["[a](three.yaml)", "1:5-15  missing-file  There is no file `three.yaml`"],
    ["See\n![a](img/y.png)", "2:6-15  missing-file  There is no file `img/y.png`"],
    ["![a](img/x.txt)", "1:6-15  bad-value  `img/x.txt` is no picture that a notebook can show"],
    ["[a](../x.csv)", "1:5-13  outside-pack  `../x.csv` lies outside the course's folder"],
    ["[a](/etc/passwd)", "1:5-16  bad-value  `/etc/passwd` is no relative path"],
    ["[a](img/)", "1:5-9  missing-file  `img/` is a folder, and a file is due here"],
  ])("that lead nowhere: %s", async (prose, expected) => {
    const { diagnostics } = await read(prose);
    expect(
      diagnostics.map(({ place, code, message }) => {
        const { line, column, endColumn = 0 } = place;
        return `${line - 3}:${column - 6}-${endColumn - 6}  ${code}  ${message}`;
      }),
    ).toEqual([expected]);
  });

  it("of figures", async () => {
    const { diagnostics } = await read("One", "  - figure: img/none.svg\n    alt: A\n  - figure: img/x.png\n");
    expect(diagnostics.map(({ code, message }) => `${code}  ${message}`)).toEqual([
      "missing-file  There is no file `img/none.svg`",
      "missing-key  A figure needs `alt`",
    ]);
  });
});
