import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { array, constantFrom, record, sample } from "fast-check";
import { fromHtml } from "hast-util-from-html";
import { toHtml } from "hast-util-to-html";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toHast } from "mdast-util-to-hast";
import { describe, expect, it, onTestFinished } from "vitest";

import { renderCourse } from "../../src/notebook/render-course.ts";
import { writeCourse } from "../../src/notebook/write-course.ts";
import { courseOf } from "../notebook/course-of.ts";
import { runPython } from "./run-python.ts";

/** What means something in Python, in JSON, in Markdown and HTML, in a template, or on a terminal. */
const inLine = [
  "'",
  '"',
  '"""',
  "'''",
  "\\",
  "\\n",
  "\\N{BEL}",
  "{{ 701 * 703 }}",
  "{% raw %}",
  "{% include 'checks.py.njk' %}",
  "{#",
  "#}",
  "</details>",
  "<details>",
  "</summary>",
  "<summary>",
  "<b>b</b>",
  "`</details>`",
  "\0",
  "\u0007",
  "\u001b[31m",
  "\u202e",
  "\u2066",
  "\u200f",
  "שלום",
  "\ud800",
  "\udc0d\ud83d",
  "\u2028",
  "\u0085",
  "\ufeff",
  "${x}",
  "%(x)s",
  "|",
  "é",
  "👩‍💻",
  " ",
  "a",
];
const pieces = (of: readonly string[]) => array(constantFrom(...of), { minLength: 1, maxLength: 6 });
/** No line of it is empty, nor begins or ends with white space: YAML, Markdown and notebooks may take that away. */
const line = pieces(inLine).map((parts) => `x${parts.join("")}x`);
const text = array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n\n"));
const code = array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n"));

const lessonTexts = record({
  title: line,
  summary: line,
  objective: line,
  prose: text,
  code,
  guess: text,
  answer: text,
  question: text,
  choices: array(line, { minLength: 2, maxLength: 3 }),
  feedback: line,
  task: text,
  starter: code,
  hints: array(text, { minLength: 1, maxLength: 3 }),
  solution: code,
  test: line,
  asserts: code,
});
type Texts = ReturnType<
  typeof sample<typeof lessonTexts extends import("fast-check").Arbitrary<infer T> ? T : never>
>[number];

function lessonOf(texts: Texts): object {
  const { title, summary, objective, prose, guess, answer, question, choices, feedback, task, hints, test } = texts;
  const options = choices
    .map((choice, index) => `- [${index === 0 ? "x" : " "}] ${choice}\n  > ${feedback}`)
    .join("\n");
  return {
    title,
    summary,
    objectives: [objective],
    steps: [
      { id: "prose", prose },
      { id: "code", code: texts.code },
      { id: "predict", predict: guess, code: "print(1)", expect: "1", answer },
      { id: "quiz", quiz: `${question}\n\n${options}` },
      {
        id: "task",
        exercise: task,
        starter: texts.starter,
        hints,
        solution: texts.solution,
        tests: { [test]: texts.asserts },
      },
    ],
  };
}

const READ = `
import ast, nbformat, pathlib

def shape(tree):
    """The program without the texts in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)

answer = {}
for path in sorted(pathlib.Path(given).rglob("*.ipynb")):
    raw = path.read_bytes()
    notebook = nbformat.reads(raw.decode(), as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    cells = {cell.id: cell for cell in notebook.cells}
    told = {"sources": {id: cell.source for id, cell in cells.items()}}
    if "_setup" in cells:
        tree = ast.parse(cells["_setup"].source)
        told["texts"] = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        told["shape"] = shape(tree)
        told["check"] = shape(ast.parse(cells["task_check"].source))
    answer[path.relative_to(given).as_posix()] = told
`;

interface Told {
  readonly sources: Readonly<Record<string, string>>;
  readonly texts: readonly string[];
  readonly shape: string;
  readonly check: string;
}

/** UTF-8 has no bytes for half of a surrogate pair. */
function written(given: string): string {
  return given.replaceAll(/\p{Surrogate}/gu, "\uFFFD");
}

const a = "a";
const plain: Texts = {
  title: a,
  summary: a,
  objective: a,
  prose: a,
  code: a,
  guess: a,
  answer: a,
  question: a,
  choices: [a, a],
  feedback: a,
  task: a,
  starter: a,
  hints: [a],
  solution: a,
  test: a,
  asserts: a,
};

describe("what authors write", () => {
  it("breaks no notebook, stays as it is, and becomes no code", { timeout: 300_000 }, async () => {
    // The first is what the others' programs are like.
    const lessons = [plain, ...sample(lessonTexts, 40)];
    const names = lessons.map((_, index) => `lesson-${index}`);
    const course = await courseOf({
      "course.yaml": `title: Any\nlessons: [${names.map((name) => `${name}.yaml`).join(", ")}]\n`,
      ...Object.fromEntries(lessons.map((texts, index) => [`${names[index]}.yaml`, JSON.stringify(lessonOf(texts))])),
    });
    const folder = await mkdtemp(join(tmpdir(), "nbproof-text-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeCourse(folder, await renderCourse(course));
    const told = (await runPython(READ, folder)) as Readonly<Record<string, Told>>;
    const [first] = names.map((name) => told[`${name}.ipynb`]);
    for (const [index, texts] of lessons.entries()) {
      const context = JSON.stringify(texts);
      for (const edition of ["", "solutions/"]) {
        const notebook = told[`${edition}${names[index]}.ipynb`];
        if (notebook === undefined) throw new Error(`There is no notebook of ${context}`);
        const { sources } = notebook;
        // Ours are the same programs, whatever the texts in them; these are whole, halves of surrogate pairs too.
        expect([notebook.shape, notebook.check], context).toEqual([first?.shape, first?.check]);
        expect(notebook.texts, context).toEqual(expect.arrayContaining([texts.starter, texts.asserts]));
        // Python is as it was written.
        expect(sources["code"], context).toBe(written(texts.code));
        expect(sources["task_answer"], context).toBe(written(edition === "" ? texts.starter : texts.solution));
        // Markdown too, where no tag of a fold had to be shown as text.
        expect(sources["_title"], context).toContain(written(texts.title));
        expect(shown(sources["prose"]), context).toBe(shown(written(texts.prose)));
        const parts: readonly (readonly [string, string])[] = [
          ["predict_question", texts.guess],
          ["predict_compare", texts.answer],
          ["quiz", texts.question],
          ["task", texts.task],
          ...texts.hints.map((hint) => ["task", hint] as const),
        ];
        for (const [id, part] of parts) expect(shown(sources[id]), context).toContain(shown(written(part)));
        expect(Object.values(sources).join("\n"), context).not.toMatch(/492803|_watch\.__class__[^]*_watch\.__class__/);
        expectFolds(sources, texts, context);
      }
    }
    expect(Object.keys(told)).toHaveLength(2 * lessons.length + 1);
    expect(await readFile(join(folder, "manifest.json"), "utf8")).toContain('"version": 1');
  });
});

/** Without what ends folds that were not, and with each tag as it was. */
function shown(markdown: string | undefined): string {
  return (markdown ?? "")
    .replaceAll("&lt;", "<")
    .replaceAll(/(?:\n+<\/details>)+$/g, "")
    .trimEnd();
}

type Element = {
  readonly type: string;
  readonly tagName?: string;
  readonly children?: readonly Element[];
  readonly value?: string;
};

/** Each choice is a fold of its own, each hint is in the one before, and what is behind them is in none. */
function expectFolds(sources: Told["sources"], { choices, hints }: Texts, context: string): void {
  const quiz = foldsIn(html(sources["quiz"]));
  const letters = quiz.map((fold) => /^\s*([A-C])\./.exec(textOf(fold))?.[1]).filter((letter) => letter !== undefined);
  expect(letters, context).toEqual(["A", "B", "C"].slice(0, choices.length));
  let level = html(sources["task"]);
  for (let number = 1; number <= hints.length; number++) {
    const title = hints.length === 1 ? "Hint" : `Hint ${number} of ${hints.length}`;
    const hint = foldsIn(level).find((fold) => textOf(fold).trim().startsWith(title));
    expect(hint, `${title} in ${context}`).toBeDefined();
    level = hint?.children ?? [];
  }
  const behind = html(sources["task"])
    .filter(({ tagName }) => tagName !== "details")
    .map(textOf)
    .join("");
  expect(behind, context).toMatch(/The cell after it checks it\./);
  const compare = html(sources["predict_compare"]).filter((element) => textOf(element).trim() !== "");
  expect(
    compare.map(({ tagName }) => tagName),
    context,
  ).toEqual(["details"]);
}

function html(markdown = ""): readonly Element[] {
  const rendered = toHtml(toHast(fromMarkdown(markdown), { allowDangerousHtml: true }), { allowDangerousHtml: true });
  return (fromHtml(rendered, { fragment: true }) as Element).children ?? [];
}

/** The folds of this level. */
function foldsIn(elements: readonly Element[]): readonly Element[] {
  return elements.filter(({ tagName }) => tagName === "details");
}

function textOf({ value = "", children = [] }: Element): string {
  return value + children.map(textOf).join("");
}
