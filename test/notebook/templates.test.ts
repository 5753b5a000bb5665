import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { describe, expect, it, onTestFinished } from "vitest";

import { loadTemplates, TemplateError } from "../../src/notebook/templates.ts";

/** A course's folder with templates of its own; it goes when the test ends. */
async function packOf(templates: Readonly<Record<string, string>>): Promise<string> {
  const course = await mkdtemp(join(tmpdir(), "nbproof (templates) "));
  onTestFinished(() => rm(course, { recursive: true }));
  for (const [name, text] of Object.entries(templates)) {
    await mkdir(dirname(join(course, "templates", name)), { recursive: true });
    await writeFile(join(course, "templates", name), text);
  }
  return course;
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof TemplateError) return error.message;
    throw error;
  }
  return "nothing thrown";
}

const option = { letter: "A", text: "Yes", right: true, feedback: "" };
const quiz = { number: "1", question: "Which?", options: [option], several: false };

describe("loadTemplates()", () => {
  it("takes a course's own templates before the shipped ones, file by file", async () => {
    const templates = loadTemplates(await packOf({ "quiz.md.njk": "## {{ question }}\n" }));
    expect(templates.render("quiz.md", quiz)).toBe("## Which?");
    expect(templates.render("task.md", { number: "3.1", task: "Do it", hints: [], edition: "student" })).toMatch(
      /^### Exercise 3\.1\n/,
    );
  });

  it("lets a course's templates include each other", async () => {
    const templates = loadTemplates(
      await packOf({ "quiz.md.njk": '{% include "parts/question.njk" %}!', "parts/question.njk": "{{ question }}" }),
    );
    expect(templates.render("quiz.md", quiz)).toBe("Which?!");
  });

  it("resolves a name that begins with a dot from the template that has it", async () => {
    const templates = loadTemplates(
      await packOf({
        "quiz.md.njk": '{% include "./parts/one.njk" %}',
        "parts/one.njk": '{% include "./two.njk" %}{% include "../three.njk" %}',
        "parts/two.njk": "{{ question }}",
        "three.njk": "!",
      }),
    );
    expect(templates.render("quiz.md", quiz)).toBe("Which?!");
  });

  it("finds no template outside its folder", async () => {
    const course = await packOf({ "quiz.md.njk": '{% include "../course.yaml" %}' });
    await writeFile(join(course, "course.yaml"), "title: One");
    expect(messageOf(() => loadTemplates(course).render("quiz.md", quiz))).toBe(
      `${join(course, "templates", "quiz.md.njk")}: template not found: ${join(course, "course.yaml")}`,
    );
  });

  it("takes the shipped templates where a course has none", async () => {
    const course = await packOf({});
    expect(loadTemplates(course).render("quiz.md", quiz)).toBe(loadTemplates().render("quiz.md", quiz));
    await writeFile(join(course, "templates"), "a file");
    expect(loadTemplates(course).render("quiz.md", quiz)).toBe(loadTemplates().render("quiz.md", quiz));
  });

  it.each([
    ["a\n{{ x | }}\n", ":2:8: expected symbol, got variable-end"],
    ["a\n\n{% foo %}", ":3:4: unknown block tag: foo"],
    ["a\n{% if x %}\nb\n", ":3: parseIf: expected elif, else, or endif, got end of file"],
    ["a\n{{ x\n", ":2: expected variable end"],
    ["a\n\n{# x\n", ":3: expected end of comment, got end of file"],
  ])("names the place where a template cannot be read: %j", async (source, message) => {
    const course = await packOf({ "sub/odd.njk": source });
    const path = join(course, "templates", "sub", "odd.njk");
    expect(messageOf(() => loadTemplates(course))).toBe(`${path}${message}`);
  });

  it("reads no file that is no template", async () => {
    const course = await packOf({ "README.md": "{{ x | }}" });
    expect(loadTemplates(course).render("quiz.md", quiz)).toContain("Which?");
  });
});

describe("Templates.render()", () => {
  it.each([
    ["a\n\n {{ nothing }}", ":3:2: there is no such value"],
    ["a\n{{ question.text.more }}", ":2:1: there is no such value"],
    ["a\n{{ nothing() }}", ":2:11: Unable to call `nothing`, which is undefined or falsey"],
    ["a\n{{ nothing | py }}", ":2:14: `py` takes a text, and this is no value at all"],
    ["{{ options | labelled('a') }}", ":1: `labelled` takes a text, and this is object"],
    ["{{ question | labelled }}", ":1: `labelled` takes a text, and this is no value at all"],
    ["{{ question | upper2 }}", ":1: filter not found: upper2"],
    ["{% include 'none.njk' %}", ":1: template not found: none.njk"],
    ["{{ question | upper }}\n\n{% include 'none.njk' %}", ":3: template not found: none.njk"],
    // A filter is not taken for one that stands before it, or within it.
    [
      "{{ question | py }}\n{{ question | upper }}\n{{ nothing | py }}",
      ":3:14: `py` takes a text, and this is no value at all",
    ],
    ["a\n{{ [\nquestion | upper] | py }}", ":3:21: `py` takes a text, and this is object"],
    ["a\n{{ 1 is odd2 }}", ":2:4: test not found: odd2"],
    ["a\n{{ 'x' in 5 }}", ':2:4: Cannot use "in" operator to search for "x" in unexpected types.'],
    ["a\n{{ 1 | round(nothing | py) }}", ":2:24: `py` takes a text, and this is no value at all"],
  ])("names the place that cannot be rendered: %j", async (source, message) => {
    const course = await packOf({ "quiz.md.njk": source });
    const templates = loadTemplates(course);
    expect(messageOf(() => templates.render("quiz.md", quiz))).toBe(
      `${join(course, "templates", "quiz.md.njk")}${message}`,
    );
  });

  it("names the included template where it is that one", async () => {
    const course = await packOf({ "quiz.md.njk": "{% include 'part.njk' %}", "part.njk": "\n{{ nothing }}" });
    const templates = loadTemplates(course);
    const path = join(course, "templates", "part.njk");
    expect(messageOf(() => templates.render("quiz.md", quiz))).toBe(`${path}:2:1: there is no such value`);
  });

  it("names an included file that cannot be read as a template", async () => {
    const course = await packOf({ "quiz.md.njk": "{% include 'part.txt' %}", "part.txt": "\n{{ question | }}" });
    const templates = loadTemplates(course);
    const path = join(course, "templates", "part.txt");
    expect(messageOf(() => templates.render("quiz.md", quiz))).toBe(`${path}:2:15: expected symbol, got variable-end`);
  });

  it("never renders what an author wrote", () => {
    const text = "{{ 1 + 1 }} {% if %} {# note #}";
    const templates = loadTemplates();
    const frame = {
      course: { title: text },
      lesson: { title: text, summary: text },
      objectives: [text],
      minutes: 5,
      place: { number: 1, count: 2 },
      needs: "",
      colab: "",
      site: "",
      ways: { previous: { title: text, link: "a" }, next: { title: text, link: "b" }, contents: "index.ipynb" },
      reading: [text],
      edition: "student",
    };
    const rendered = [
      templates.render("quiz.md", { ...quiz, question: text, options: [{ ...option, text, feedback: text }] }),
      templates.render("predict.md", { question: text, options: [{ ...option, text, feedback: text }] }),
      templates.render("compare.md", { outputs: [{ where: text, text }], answer: text }),
      templates.render("task.md", { number: "1", task: text, hints: [text], edition: "student" }),
      templates.render("setup.py", {
        colab: null,
        checks: {
          exercises: [{ key: "task", names: "", starter: text, tests: [{ name: text, code: text }] }],
          others: "",
          limit: "5",
        },
      }),
      templates.render("index.md", {
        course: { title: text, summary: text },
        lessons: [{ title: text, summary: text, link: "a" }],
        credits: text,
      }),
      templates.render("title.md", frame),
      templates.render("end.md", frame),
    ];
    expect(rendered.map((source) => source.split(text).length - 1)).toEqual([3, 3, 3, 2, 3, 5, 6, 3]);
  });
});
