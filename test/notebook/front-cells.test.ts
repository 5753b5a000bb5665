import { describe, expect, it } from "vitest";

import type { Cell, Edition } from "../../src/lesson/cell.ts";
import { frontCells } from "../../src/notebook/front-cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { courseOf } from "./course-of.ts";

const templates = loadTemplates();

interface Sample {
  readonly course?: string;
  readonly lesson?: string;
  readonly steps?: string;
  readonly edition?: Edition;
}

async function front({
  course = "",
  lesson = "",
  steps = "  - prose: One\n",
  edition = "student",
}: Sample): Promise<readonly Cell[]> {
  const read = await courseOf({
    "course.yaml": `title: Course\nlessons: [my lesson.yaml]\n${course}`,
    "my lesson.yaml": `title: Lists\n${lesson}steps:\n${steps}`,
    "data/words.txt": "one two",
  });
  const [only] = read.lessons;
  // The folder's name, which is the course's, is random in tests.
  return only === undefined ? [] : frontCells({ ...read, name: "pack" }, only, { edition, templates }).front;
}

const repository = "repository: ada/lists\nref: v1\n";

describe("frontCells()", () => {
  it("has a title and nothing else where there is nothing to say", async () => {
    expect(await front({})).toEqual([
      {
        id: "_title",
        type: "markdown",
        role: "title",
        source: "# Lists\n\n*Course · Lesson 1 of 1 · about 5 minutes*\n\n[Contents](index.ipynb)",
        tags: [],
        sourceHidden: false,
      },
    ]);
  });

  it("says what the lesson is about, what it needs and how to open it in Colab", async () => {
    const lesson = "summary: What lists are.\nobjectives: [Make a list, Sort one]\nrequires: { python: 3.12+ }\n";
    const [title] = await front({ course: repository, lesson });
    expect(title?.source).toMatchInlineSnapshot(`
      "# Lists

      *Course · Lesson 1 of 1 · about 5 minutes*

      What lists are.

      **What you will learn**

      - Make a list
      - Sort one

      *Needs Python 3.12 or later.*

      [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/ada/lists/blob/v1/dist-notebooks/pack/my%20lesson.ipynb)

      [Contents](index.ipynb)"
    `);
  });

  it("names the edition with the solutions, and links to it", async () => {
    const [title] = await front({ course: repository, edition: "solutions" });
    expect(title?.source.split("\n")[0]).toBe("# Lists (with solutions)");
    expect(title?.source).toContain("/blob/v1/dist-notebooks/pack/solutions/my%20lesson.ipynb)");
  });

  it("sets Colab up where the lesson has files", async () => {
    const [, setup] = await front({ course: repository, lesson: "files: [data/words.txt]\n" });
    expect(setup).toMatchObject({ id: "_setup", type: "code", role: "setup", sourceHidden: true });
    expect(setup?.source).toMatchInlineSnapshot(`
      "#@title Set-up for Google Colab: elsewhere this cell does nothing

      def _set_up(files, packages):
          import sys

          if "google.colab" not in sys.modules:
              return
          import pathlib
          import subprocess
          import urllib.request

          for path, url in files.items():
              pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
              urllib.request.urlretrieve(url, path)
          if packages:
              subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *packages], check=True)

      _set_up(
          files={
              "data/words.txt": "https://raw.githubusercontent.com/ada/lists/v1/dist-notebooks/pack/data/words.txt",
          },
          packages=[
          ],
      )
      del _set_up"
    `);
  });

  it("sets Colab up where the course needs packages", async () => {
    const [, setup] = await front({ course: `${repository}environment: ["numpy>=1.26,<3"]\n` });
    expect(setup?.source).toContain('    packages=[\n        "numpy>=1.26,<3",\n    ],\n');
  });

  it.each([
    ["without a repository", ""],
    ["with a repository elsewhere than on GitHub", "repository: https://gitlab.com/ada/lists\n"],
  ])("sets nothing up %s", async (_what, course) => {
    const cells = await front({ course: `${course}environment: [numpy]\n`, lesson: "files: [data/words.txt]\n" });
    expect(cells.map(({ id }) => id)).toEqual(["_title"]);
  });

  it("carries the tests, a literal a line, where the lesson has exercises", async () => {
    const steps = `  - code: x = 1
  - id: add
    exercise: Add
    starter: |
      def add(a, b):
          ...
    solution: |
      def add(a, b):
          return a + b
    tests:
      "it's \\"quoted\\"\\nand long": |
        n = "\\n{{ n }}"
        assert add(n, n), f"{n}"
      second: assert True
`;
    const [, setup] = await front({ lesson: "check-timeout: 500ms\n", steps });
    expect(setup).toMatchObject({
      id: "_setup",
      tags: ["set-up"],
      sourceHidden: true,
      deletable: false,
      editable: false,
    });
    expect(setup?.source.split("\n")[0]).toBe("#@title Set-up: run this cell first");
    expect(
      setup?.source.slice(
        setup.source.indexOf("_exercises = {"),
        setup.source.indexOf("\n\n", setup.source.indexOf("_exercises = {")),
      ),
    ).toMatchInlineSnapshot(`
      "_exercises = {
          "add": {
              "names": "add".split(),
              "starter": (
                  "def add(a, b):\\n"
                  "    ..."
              ),
              "tests": {
                  "it's \\"quoted\\" and long": (
                      "n = \\"\\\\n{{ n }}\\"\\n"
                      "assert add(n, n), f\\"{n}\\""
                  ),
                  "second": (
                      "assert True"
                  ),
              },
              # The same where an assert has no message of its own.
              "asserts": {
                  "second": (
                      "assert True, f\\"this does not hold: True\\""
                  ),
              },
          },
      }"
    `);
  });
});
