import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it, onTestFinished } from "vitest";

import { pythonLines } from "../../src/notebook/python-lines.ts";
import { pythonLiteral, pythonLiteralLines } from "../../src/basics/python-literal.ts";
import { renderCourse } from "../../src/notebook/render-course.ts";
import { writeCourse } from "../../src/notebook/write-course.ts";
import { courseOf } from "../notebook/course-of.ts";
import { CourseCopy } from "./course-copy.ts";
import { runNbproof } from "./run-nbproof.ts";
import { runPython } from "./run-python.ts";

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "nbproof-notebook-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Builds a course and gives the pack's files, by path. */
async function build(source: string, env: Readonly<Record<string, string>> = {}): Promise<Map<string, string>> {
  const cwd = await emptyFolder();
  const { exitCode, stderr } = await runNbproof(["build", source, "--out", "out"], { cwd, env });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const pack = join(cwd, "out", "python-internals");
  const entries = await readdir(pack, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.map(async (path) => [path.slice(pack.length + 1), await readFile(path, "latin1")] as const);
  return new Map(await Promise.all(files));
}

/** Which notebooks Python's nbformat accepts, and writes again with the same bytes. */
const VALIDATE = `
import nbformat, pathlib, tempfile
answer = {}
for path in sorted(pathlib.Path(given).rglob("*.ipynb")):
    old = path.read_bytes()
    notebook = nbformat.reads(old.decode(), as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    with tempfile.TemporaryDirectory() as folder:
        nbformat.write(notebook, pathlib.Path(folder, "new.ipynb"))
        same = pathlib.Path(folder, "new.ipynb").read_bytes() == old
    answer[path.relative_to(given).as_posix()] = same
`;

const lessons = ["bytecode", "gil", "memory-management", "object-internals", "performance", "practice"];

/** What is hard to write: in Python, in JSON, in Markdown, in a template, in YAML and on a terminal. */
const nasty = [
  "",
  "\\",
  '"""',
  "'''\\'",
  String.raw`\N{SNAKE} \u0041 \x41 \ud83d`,
  "{{ 1 }} {% raw %} {# c #} ${x} %s {0}",
  "a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h\u001ci\n",
  "\0\u0007\u001b[31m\u007f\u009f",
  "👩‍💻 e\u0301 \u200b\u200d\u200e\u200f\u202e\u2066 \ufeff \u{e0001}",
  "\ud800",
  "\udc0d\ud83d",
  "<script>alert(1)</script> </details> $x$ `a` & ]",
];

describe("the notebooks of the shipped course", () => {
  it("are accepted by nbformat and written again with the same bytes", async () => {
    await using copy = await CourseCopy.make();
    const cwd = await emptyFolder();
    await runNbproof(["build", copy.folder, "--out", "out"], { cwd });
    expect(await runPython(VALIDATE, join(cwd, "out"))).toEqual(
      Object.fromEntries(
        ["index", ...lessons, ...lessons.map((name) => `solutions/${name}`)].map((name) => [
          `python-internals/${name}.ipynb`,
          true,
        ]),
      ),
    );
  });

  it("are the same from two folders, in two time zones and locales", async () => {
    await using here = await CourseCopy.make();
    await using there = await CourseCopy.make();
    const first = await build(here.folder, { TZ: "Asia/Kathmandu", LC_ALL: "C" });
    const second = await build(there.folder, { TZ: "America/St_Johns", LC_ALL: "tr_TR.UTF-8", LANG: "ar" });
    expect(first.size).toBe(2 * lessons.length + 2);
    expect(second).toEqual(first);
  });

  it("keep the ids of all other steps' cells when a step comes between", async () => {
    await using copy = await CourseCopy.make();
    const before = await build(copy.folder);
    for (const lesson of lessons) await insertStep(join(copy.folder, `${lesson}.yaml`));
    const after = await build(copy.folder);
    for (const path of [...lessons, ...lessons.map((name) => `solutions/${name}`)]) {
      const [old, now] = [before, after].map((files) => cellIds(files.get(`${path}.ipynb`) ?? ""));
      expect(now?.filter((id) => old?.includes(id))).toEqual(old);
      expect(now).toHaveLength((old?.length ?? 0) + 1);
    }
  });
});

/** Puts a step before the one in the middle of a lesson. */
async function insertStep(path: string): Promise<void> {
  const lines = (await readFile(path, "utf8")).split("\n");
  const steps = lines.flatMap((line, index) => (line.startsWith("  - ") ? [index] : []));
  const middle = steps[Math.floor(steps.length / 2)] ?? 0;
  await writeFile(path, lines.toSpliced(middle, 0, "  - prose: A step that was not there before").join("\n"));
}

function cellIds(notebook: string): readonly string[] {
  const { cells }: { cells: readonly { id: string }[] } = JSON.parse(notebook);
  return cells.map(({ id }) => id);
}

describe("a notebook of nasty texts", () => {
  it("is accepted by nbformat and written again with the same bytes", async () => {
    const all = `.${nasty.join("\n\n")}.`;
    const lesson = {
      title: all,
      summary: all,
      objectives: nasty.slice(1),
      steps: [
        ...nasty.slice(1).map((text) => ({ prose: text })),
        ...nasty.slice(1).map((text) => ({ code: `pass ${text}` })),
        { quiz: `${all}\n\n- [ ] ${nasty[11]}\n- [x] \`${nasty[4]}\`\n  > ${nasty[5]}` },
        {
          exercise: all,
          starter: `"${all}"`,
          hints: nasty.slice(1),
          solution: all,
          tests: Object.fromEntries(nasty.slice(1).map((text, index) => [`${index} ${text}`, `${text} printed`])),
        },
      ],
    };
    const course = await courseOf({
      "course.yaml": "title: Nasty\nlessons: [nasty.yaml]\n",
      "nasty.yaml": JSON.stringify(lesson),
    });
    const folder = await emptyFolder();
    await writeCourse(folder, await renderCourse(course));
    expect(await runPython(VALIDATE, folder)).toEqual({
      "index.ipynb": true,
      "nasty.ipynb": true,
      "solutions/nasty.ipynb": true,
    });
  });
});

describe("pythonLiteral()", () => {
  it("writes what Python reads as the same text", async () => {
    const texts = [...nasty, everyCharacter()];
    const answer = await runPython("import ast\nanswer = [ast.literal_eval(text) for text in given]", [
      ...texts.map(pythonLiteral),
      ...texts.map((text) => `(${pythonLiteralLines(`${text}\n`, 4)})`),
    ]);
    expect(answer).toEqual([...texts, ...texts]);
  });
});

describe("pythonLines()", () => {
  it("splits as Python's splitlines does", async () => {
    const texts = [...nasty, everyCharacter(), "a\r\n\n\rb\n\r\n"];
    expect(texts.map(pythonLines)).toEqual(
      await runPython("answer = [text.splitlines(True) for text in given]", texts),
    );
  });
});

/** All of Unicode, each character in a line with its neighbours. */
function everyCharacter(): string {
  const points = Array.from({ length: 0x11_0000 }, (_, point) => point);
  return points.map((point) => String.fromCodePoint(point)).join("");
}
