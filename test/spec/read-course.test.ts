import { describe, expect, it } from "vitest";
import { readFiles, showDiagnostic } from "./read-files.ts";

const lesson = "title: T\nsteps:\n  - code: x\n    expect: 1\n";

describe("readCourses()", () => {
  it("reads all that a course says of itself", async () => {
    const { courses, diagnostics } = await readFiles({
      "course.yaml": `title: Internals
summary: How it works.
authors: [Ada, Grace]
licence: CC-BY-4.0
repository: owner/name
ref: main
lessons: [a.yaml]
environment: [numpy, "pandas>=2,<3", "x[y] ; python_version < '3.12'"]
preload: [numpy, xml.dom]
answers: none
`,
      "a.yaml": lesson,
    });
    expect(diagnostics).toEqual([]);
    expect(courses[0]).toMatchObject({
      title: "Internals",
      summary: "How it works.",
      authors: ["Ada", "Grace"],
      licence: "CC-BY-4.0",
      repository: "owner/name",
      ref: "main",
      environment: ["numpy", "pandas>=2,<3", "x[y] ; python_version < '3.12'"],
      preload: ["numpy", "xml.dom"],
      answers: "none",
    });
  });

  it("reports a module to preload that import would not take", async () => {
    const { diagnostics } = await readFiles({
      "course.yaml": `title: C\nlessons: [a.yaml]\npreload: [scikit-learn]\n`,
      "a.yaml": lesson,
    });
    expect(diagnostics.map(showDiagnostic)).toEqual([
      "course.yaml:3:11-23 bad-value: `scikit-learn` is no name of a module\n  Write a name as `import` takes it: `numpy`, `numpy.linalg`",
    ]);
  });

  it("gives lessons what they do not say themselves", async () => {
    const { courses } = await readFiles({
      "course.yaml": `title: C
lessons: [a.yaml, in/b.yaml]
requires: { python: 3.10+, implementation: cpython }
timeout: 5s
numbers: as-written
warnings: forbidden
env: { A: "1", B: "2" }
files: [data/words.txt]
`,
      "a.yaml": lesson,
      "in/b.yaml": `requires: { python: 3.12+ }\nwarnings: expected\ntimeout: 1s\nspaces: loose\nenv: { B: "3" }\nfiles: [own.txt]\n${lesson}`,
      "data/words.txt": "",
      "in/own.txt": "",
    });
    const [a, b] = courses[0]?.lessons ?? [];
    expect(a).toMatchObject({
      requires: { python: ">=3.10", implementation: "cpython" },
      timeout: 5000,
      env: { A: "1", B: "2" },
      steps: [{ timeout: 5000, allow: [], expect: { variants: [{ parts: { numbers: "as-written" } }] } }],
    });
    expect(a?.files.map(({ path }) => path)).toEqual(["data/words.txt"]);
    expect(b).toMatchObject({
      requires: { python: ">=3.12", implementation: "cpython" },
      timeout: 1000,
      env: { A: "1", B: "3" },
      steps: [
        {
          timeout: 1000,
          allow: ["warning-shown"],
          expect: { variants: [{ parts: { numbers: "as-written", spaces: "loose" } }] },
        },
      ],
    });
    expect(b?.files.map(({ path }) => path)).toEqual(["data/words.txt", "own.txt"]);
  });

  it("reports what is wrong with a course and reads its lessons", async () => {
    const { courses, diagnostics } = await readFiles({
      "course.yaml": `title: C
lesons: []
lessons: [a.yaml, b.yaml, in/a.yaml, ../c.yaml]
environment: [numpy>=1.26,<3]
answers: hidden
files: [none.txt]
`,
      "a.yaml": lesson,
      "in/a.yaml": lesson,
    });
    expect(courses[0]?.lessons.map(({ name }) => name)).toEqual(["a"]);
    expect(diagnostics.map(showDiagnostic)).toEqual([
      "course.yaml:2:1-7 unknown-key: `lesons` is no key of a course\n  Did you mean `lessons`?",
      "course.yaml:3:19-25 missing-file: There is no file `b.yaml`\n  Did you mean `a.yaml`?",
      "course.yaml:3:27-36 duplicate-lesson: Two lessons are named `a`, and each would become a.ipynb",
      "course.yaml:3:38-47 outside-pack: `../c.yaml` lies outside the course's folder",
      "course.yaml:4:27-29 bad-value: `<3` is no requirement of pip's\n  Write a package's name, with versions if need be: `numpy`, `\"numpy>=1.26,<3\"`",
      "course.yaml:5:10-16 bad-value: `hidden` is no value of `answers`\n  Write one of `solutions`, `none`",
      "course.yaml:6:9-17 missing-file: There is no file `none.txt`",
    ]);
  });

  it("gives a lesson nothing of a course that cannot be read", async () => {
    const { courses, diagnostics } = await readFiles({ "course.yaml": "", "a.yaml": lesson }, ["a.yaml"]);
    expect(diagnostics.map(showDiagnostic)).toEqual(["course.yaml:1:1 empty-file: The file has nothing in it"]);
    expect(courses[0]?.lessons.map(({ name }) => name)).toEqual(["a"]);
  });

  it("refuses files that would lie outside the notebook's folder, and a lesson named index", async () => {
    const { diagnostics } = await readFiles({
      "course.yaml": "title: C\nlessons: [in/index.yaml]\n",
      "in/index.yaml": `files: [../data.txt]\n${lesson}`,
      "data.txt": "",
    });
    expect(diagnostics.map(showDiagnostic)).toEqual([
      "in/index.yaml:1:1 reserved-name: A lesson cannot be named `index`: the course's own notebook is",
      "in/index.yaml:1:9-20 outside-pack: `../data.txt` would lie outside the notebook's folder\n  Move the file beside the lesson or below",
    ]);
  });
});
