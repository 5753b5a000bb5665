import { expect, describe, it } from "vitest";

import { renderCells } from "../../src/notebook/cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { courseOf } from "../notebook/course-of.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runInIPython, type ShownCell } from "./run-in-ipython.ts";

/** The set-up cell of a lesson with two files, in a course that needs a package. */
async function setupCell(): Promise<string> {
  const course = await courseOf({
    "course.yaml":
      'title: Course\nlessons: [lesson.yaml]\nrepository: ada/course\nref: v1\nenvironment: ["numpy>=1.26"]\n',
    "lesson.yaml": 'title: Lesson\nfiles: [words.txt, "data/it\'s \\"new\\".txt"]\nsteps: [prose: One]\n',
    "words.txt": "one",
    'data/it\'s "new".txt': "two",
  });
  const [lesson] = course.lessons;
  if (lesson === undefined) throw new Error("The course has no lesson");
  // The folder's name, which is the course's, is random in tests.
  const cells = renderCells({ ...course, name: "pack" }, lesson, { edition: "student", templates: loadTemplates() });
  return cells.find(({ role }) => role === "setup")?.source ?? "";
}

// What would reach the network tells what it would do.
const offline = `
import pathlib, subprocess, urllib.request
def urlretrieve(url, path): print(url, "→", path, pathlib.Path(path).parent.is_dir())
def run(command, check): print(*command[1:], check)
urllib.request.urlretrieve, subprocess.run = urlretrieve, run
`;

const colab = `
import sys, types
sys.modules["google.colab"] = types.ModuleType("google.colab")
`;

async function setUp(...before: readonly string[]): Promise<ShownCell | undefined> {
  const shown = await runInIPython(await pythonEnvironment(), [...before, await setupCell()]);
  return shown.at(-1);
}

describe("the set-up cell", () => {
  it("does nothing outside Colab", async () => {
    expect(await setUp(offline)).toMatchObject({
      stdout: "",
      stderr: "",
      error: null,
      names: ["pathlib", "run", "subprocess", "urllib", "urlretrieve"],
    });
  });

  it("fetches the lesson's files and installs packages in Colab", async () => {
    const files = "https://raw.githubusercontent.com/ada/course/v1/dist-notebooks/pack";
    const shown = await setUp(offline, colab);
    expect(shown?.stdout.split("\n")).toEqual([
      `${files}/words.txt → words.txt True`,
      `${files}/data/it's%20%22new%22.txt → data/it's "new".txt True`,
      "-m pip install --quiet numpy>=1.26 True",
      "",
    ]);
    expect(shown).toMatchObject({ error: null, names: expect.not.arrayContaining(["_set_up"]) });
  });
});
