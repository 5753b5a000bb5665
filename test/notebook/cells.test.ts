import { describe, expect, it } from "vitest";

import type { Cell, Edition } from "../../src/lesson/cell.ts";
import { renderCells } from "../../src/notebook/cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { lessonOf } from "./course-of.ts";

const templates = loadTemplates();

/** The cells of a lesson's steps, its front left out. */
async function cellsOf(steps: string, edition: Edition = "student"): Promise<readonly Cell[]> {
  const { course, lesson } = await lessonOf(steps);
  return renderCells(course, lesson, { edition, templates }).filter(({ step }) => step !== undefined);
}

/** What the first cell of a lesson's steps says. */
async function sourceOf(steps: string, edition: Edition = "student"): Promise<string> {
  const [cell] = await cellsOf(steps, edition);
  return cell?.source ?? "";
}

const exercise = `
  - id: add
    exercise: Write a function \`add\`.
    starter: "def add(a, b): ..."
    solution: "def add(a, b): return a + b"
    tests:
      adds: |
        assert add(1, 2) == 3
`;

describe("renderCells()", () => {
  it("puts the front before the steps, and says which step a cell belongs to", async () => {
    const { course, lesson } = await lessonOf("  - prose: One\n  - id: two\n    code: 1 + 1\n");
    const cells = renderCells(course, lesson, { edition: "student", templates });
    expect(cells.map(({ id, step, role }) => [id, step, role])).toEqual([
      ["_title", undefined, "title"],
      ["prose-2e625057a1", 0, "prose"],
      ["two", 1, "code"],
      ["_end", undefined, "footer"],
    ]);
  });

  it("gives prose as it is, without the final newlines", async () => {
    const [cell] = await cellsOf(
      "  - prose: |\n      It prints:\n\n      ```text\n      {{ this }} {% and %} that\n      ```\n\n\n",
    );
    expect(cell).toMatchObject({
      type: "markdown",
      role: "prose",
      source: "It prints:\n\n```text\n{{ this }} {% and %} that\n```",
    });
  });

  it("gives code as students read it", async () => {
    const [cell] = await cellsOf("  - id: address\n    code: |\n      print(id([]))  # => $(int)\n");
    expect(cell).toEqual({
      id: "address",
      type: "code",
      role: "code",
      step: 0,
      source: "print(id([]))  # => …",
      tags: [],
      sourceHidden: false,
    });
  });

  it("tags code that is meant to raise, on some versions at least", async () => {
    const cells = await cellsOf(`
  - code: 1 / 0
    expect: { error: { name: ZeroDivisionError } }
  - code: f()
    expect:
      - { when: { python: 3.12+ }, error: { name: NameError } }
      - { shows: "1" }
  - code: f()
    expect: "1"
  - code: f()
`);
    expect(cells.map(({ tags }) => tags)).toEqual([["raises-exception"], ["raises-exception"], [], []]);
  });

  it("makes an exercise of a task, a starter that Run All passes over, and a check", async () => {
    const cells = await cellsOf(exercise);
    expect(cells.map((cell) => ({ ...cell, source: "", step: 0 }))).toEqual(
      [
        { id: "add", type: "markdown", role: "task", tags: [], sourceHidden: false },
        {
          id: "add_answer",
          type: "code",
          role: "starter",
          tags: ["answer", "raises-exception"],
          sourceHidden: false,
          deletable: false,
        },
        {
          id: "add_check",
          type: "code",
          role: "check",
          tags: ["check"],
          sourceHidden: true,
          deletable: false,
          editable: false,
        },
      ].map((cell) => ({ ...cell, source: "", step: 0 })),
    );
  });

  it("puts the solution in the starter's place, with the same ids", async () => {
    const [student, solutions] = [await cellsOf(exercise), await cellsOf(exercise, "solutions")];
    expect(solutions.map(({ id }) => id)).toEqual(student.map(({ id }) => id));
    expect(solutions[1]).toMatchObject({ role: "solution", source: "def add(a, b): return a + b", tags: ["answer"] });
    expect(solutions[2]).toEqual(student[2]);
  });

  it("gives a step's cells the same ids wherever it stands", async () => {
    const steps = ["  - prose: One\n", "  - code: a = 1\n", exercise, "  - prose: Two\n"];
    const before = (await cellsOf(steps.join(""))).map(({ id }) => id);
    const after = (await cellsOf(steps.toSpliced(2, 0, "  - prose: New\n").join(""))).map(({ id }) => id);
    expect(after.filter((id) => before.includes(id))).toEqual(before);
    expect(after).toHaveLength(before.length + 1);
  });
});

describe("a quiz's cell", () => {
  it("has each choice's feedback inside the choice", async () => {
    const source = await sourceOf(`
  - quiz: |
      What does \`sys.getrefcount\` return?
      - [ ] Memory size
        > That is \`sys.getsizeof\`.
      - [x] Reference count
`);
    expect(source).toMatchInlineSnapshot(`
      "### Quiz 1.1

      What does \`sys.getrefcount\` return?

      <details>
      <summary><b>A.</b> Memory size</summary>

      > ✗ **Not this one.** That is \`sys.getsizeof\`.

      </details>

      <details>
      <summary><b>B.</b> Reference count</summary>

      > ✓ **Right.**

      </details>"
    `);
  });

  it("says where several answers are right", async () => {
    const source = await sourceOf("  - quiz: |\n      Which?\n      - [x] a\n      - [x] b\n      - [ ] c\n");
    expect(source).toContain("\n\nWhich?\n\n*More than one answer is right.*\n\n");
  });

  it("keeps code blocks, lists and angle brackets in order", async () => {
    const source = await sourceOf(`
  - quiz: |
      What is shown?

      \`\`\`python
      print([])
      \`\`\`
      - [ ] A \`<list>\`, or
        the next line
        > - Is a list
        > - a type?
      - [x] This:

        \`\`\`text
        []

        {{ 1 + 1 }} {% if %}
        \`\`\`
        > \`\`\`python
        > [] == list()
        > \`\`\`
`);
    expect(source).toMatchInlineSnapshot(`
      "### Quiz 1.1

      What is shown?

      \`\`\`python
      print([])
      \`\`\`

      <details>
      <summary><b>A.</b> A <code>&#x3C;list></code>, or the next line</summary>

      > ✗ **Not this one.**
      >
      > - Is a list
      > - a type?

      </details>

      <details>
      <summary><b>B.</b> This: <pre><code class="language-text">[]&#10;&#10;{{ 1 + 1 }} {% if %}</code></pre></summary>

      > ✓ **Right.**
      >
      > \`\`\`python
      > [] == list()
      > \`\`\`

      </details>"
    `);
  });
});

describe("a prediction's cells", () => {
  const predict = `
  - id: guess
    predict: What does this print?
    choices: |
      - [ ] \`1\`
        > One name each.
      - [x] \`2\`
    code: |
      a = b = []
      print(len([a, b]))  # => 2  (names)
      b
      # => []
      # => $(int)
    answer: Both names count.
`;

  it("ask, show no claim, and fold what is shown", async () => {
    const cells = await cellsOf(predict);
    expect(cells.map(({ id, role, type }) => [id, role, type])).toEqual([
      ["guess_question", "question", "markdown"],
      ["guess", "code", "code"],
      ["guess_compare", "compare", "markdown"],
    ]);
    expect(cells.map(({ source }) => source).join("\n----\n")).toMatchInlineSnapshot(`
      "**Predict.** What does this print?

      <details>
      <summary><b>A.</b> <code>1</code></summary>

      > ✗ **Not this one.** One name each.

      </details>

      <details>
      <summary><b>B.</b> <code>2</code></summary>

      > ✓ **Right.**

      </details>
      ----
      a = b = []
      print(len([a, b]))
      b
      ----
      <details>
      <summary><b>Compare</b> with your prediction</summary>

      It shows:

      \`\`\`text
      2
      []
      …
      \`\`\`

      Both names count.

      </details>"
    `);
  });

  it("are the same in both editions", async () => {
    expect(await cellsOf(predict, "solutions")).toEqual(await cellsOf(predict));
  });

  it("say what is shown where", async () => {
    const cells = await cellsOf(`
  - predict: What is raised?
    code: 1 / 0
    expect:
      - { when: { python: 3.12+ }, error: { name: ZeroDivisionError, message: $(any) } }
      - { when: { python: "3.11" }, nothing: true }
      - { when: { bits: 64 }, shows: "$(int)\\n$(int)" }
      - { shows: "\`\`\`" }
    answer: It depends.
`);
    expect(cells[1]).toMatchObject({ source: "1 / 0", tags: ["raises-exception"] });
    expect(cells[2]?.source).toMatchInlineSnapshot(`
      "<details>
      <summary><b>Compare</b> with your prediction</summary>

      On Python 3.12 or later:

      \`\`\`text
      ZeroDivisionError: …
      \`\`\`

      Otherwise, on Python 3.11:

      \`\`\`text
      (nothing)
      \`\`\`

      Otherwise:

      \`\`\`\`text
      \`\`\`
      \`\`\`\`

      It depends.

      </details>"
    `);
  });
});

it("says above a cell what it needs beyond its lesson, and lets Run All pass over it", async () => {
  const needs = "requires: { python: 3.13+, packages: { numpy: any } }";
  const cells = await cellsOf(`  - code: f()\n    ${needs}\n${exercise}    ${needs}\n`, "solutions");
  expect(cells.map(({ source, tags }) => [source.split("\n")[0], tags])).toEqual([
    ["*Needs Python 3.13 or later and numpy.*", []],
    ["f()", ["raises-exception"]],
    ["### Exercise 1.1", []],
    ["*Needs Python 3.13 or later and numpy.*", []],
    ["def add(a, b): return a + b", ["answer", "raises-exception"]],
    ["#@title Check your answer: run this cell after yours", ["check"]],
  ]);
});

describe("a task's cell", () => {
  it("has no hints where there are none", async () => {
    expect(await sourceOf(exercise)).toMatchInlineSnapshot(`
      "### Exercise 1.1

      Write a function \`add\`.

      *Write your answer into the next cell and run it. The cell after it checks it.*"
    `);
  });

  it("has one hint that stands alone", async () => {
    expect(await sourceOf(`${exercise}    hints: [Use a plus]\n`)).toContain("<summary>Hint</summary>\n\nUse a plus\n");
  });

  it("has each hint inside the one before", async () => {
    const hints =
      "    hints:\n      - Add them.\n      - |\n        Like this:\n\n        ```python\n        a + b\n        ```\n";
    expect(await sourceOf(exercise + hints)).toMatchInlineSnapshot(`
      "### Exercise 1.1

      Write a function \`add\`.

      <details>
      <summary>Hint 1 of 2</summary>

      Add them.

      <details>
      <summary>Hint 2 of 2</summary>

      Like this:

      \`\`\`python
      a + b
      \`\`\`

      </details>

      </details>

      *Write your answer into the next cell and run it. The cell after it checks it.*"
    `);
  });

  it("announces the solution in the edition that has it", async () => {
    expect((await sourceOf(exercise, "solutions")).split("\n").at(-1)).toBe(
      "*The next cell holds a solution. The cell after it checks it.*",
    );
  });
});

describe("a check's cell", () => {
  it("is three lines, the same whatever the tests are", async () => {
    const [, , check] = await cellsOf(exercise);
    expect(check?.source).toMatchInlineSnapshot(`
      "#@title Check your answer: run this cell after yours
      try: await __import__("IPython").get_ipython().check_answer("add")
      except AttributeError: __builtins__.print("Run the first code cell of this notebook, your answer, and then this cell.")"
    `);
  });
});
