import { describe, expect, it } from "vitest";

import { markdownDraft } from "../../src/ipynb/markdown-draft.ts";
import { type ImportedLesson, notebookDraft } from "../../src/ipynb/notebook-draft.ts";
import { readNotebook } from "../../src/ipynb/read-notebook.ts";
import { renderLesson } from "../../src/spec/render-lesson.ts";
import { sourceFile } from "../../src/source/source-file.ts";
import { readFiles } from "../spec/read-files.ts";
import { codeCell, displayed, notebookFile, printed, raised } from "./examples.ts";

type Json = Readonly<Record<string, unknown>>;

function imported(...cells: readonly Json[]): ImportedLesson {
  const notebook = readNotebook(sourceFile("some.ipynb", notebookFile(cells)), () => undefined);
  if (notebook === undefined) throw new Error("No notebook");
  return notebookDraft(notebook, { name: "some" });
}

const markdown = (source: string, more: Json = {}): Json => ({
  cell_type: "markdown",
  id: "m",
  metadata: {},
  source,
  ...more,
});
const tagged = (...tags: readonly string[]): Json => ({ metadata: { tags } });

describe("notebookDraft()", () => {
  it("writes a lesson that is in order and well laid out", async () => {
    const { draft, notes } = imported(
      markdown("# Cats\n\nAll of *them*: two."),
      codeCell('print("Tom")\nprint("$(int)")', { outputs: [printed("Tom \n$(int)\n")] }),
      codeCell("1 / 0", { outputs: [printed("careful\n", "stderr"), raised("ZeroDivisionError", "division by zero")] }),
      codeCell("x = 1"),
    );
    expect(notes).toEqual([]);
    expect(renderLesson(draft)).toMatchInlineSnapshot(`
      "title: Cats
      steps:
        - prose: |
            All of *them*: two.

        - code: |
            print("Tom")
            print("$(int)")
          expect: |
            Tom
            $$(int)

        - code: 1 / 0
          expect:
            stderr: careful
            error:
              name: ZeroDivisionError
              message: division by zero

        - code: x = 1
      "
    `);
    expect((await readFiles({ "lesson.yaml": renderLesson(draft) })).diagnostics).toEqual([]);
  });

  it.each<[string, Json, unknown]>([
    [
      "keeps a pattern of the notebook's own",
      codeCell("x", { metadata: { nbproof: { expect: [{ when: { bits: 64 }, shows: 1 }] } } }),
      { code: "x", expect: [{ when: { bits: "64" }, shows: "1" }] },
    ],
    [
      "expects nothing where the author ignores it, whatever stderr says",
      codeCell("# NBVAL_IGNORE_OUTPUT", { outputs: [printed("a", "stderr")] }),
      { code: "# NBVAL_IGNORE_OUTPUT", expect: { stderr: "..." } },
    ],
    [
      "puts into prose what is never executed",
      codeCell("exit()", tagged("skip-execution")),
      { prose: "```python\nexit()\n```" },
    ],
    ["makes no claim of a comment", codeCell("x  # => 1"), { code: "x  # -> 1" }],
    [
      "leaves colours out",
      codeCell("x", { outputs: [printed("\u001b[31mred\u001b[0m\n")] }),
      { code: "x", expect: "red" },
    ],
    [
      "expects an empty line where that is all",
      codeCell("print()", { outputs: [printed("\n")] }),
      { code: "print()", expect: "\n" },
    ],
    ["expects one of white space", codeCell("x", { outputs: [printed("  ")] }), { code: "x", expect: "\n" }],
    [
      "keeps the answers to what it asks",
      codeCell("input()", { metadata: { nbproof: { input: ["Ada", "1"] } } }),
      { code: "input()", input: ["Ada", "1"] },
    ],
    [
      "has holes for what is different each time",
      codeCell("x", {
        outputs: [printed("<f at 0x7f>\nWall time: 3 µs\n"), printed("<ipython-input-3-0a>:2: old\n", "stderr")],
      }),
      {
        code: "x",
        expect: {
          shows: "<f at $(hex)>\nWall time: $(any)",
          stderr: String.raw`$(/<ipython-input-\d+-[0-9a-f]+>|[^\s"'()]*ipykernel_\d+[\/\\]\d+\.py/):2: old`,
        },
      },
    ],
    ["keeps an empty line at the end", codeCell("x", { outputs: [printed("a\n\n")] }), { code: "x", expect: "a\n\n" }],
  ])("%s", (_, cell, step) => {
    expect(imported(cell).draft.steps).toEqual([step]);
  });

  it("says what it could not take over", () => {
    const raw = { cell_type: "raw", id: "r", metadata: {}, source: "raw" };
    const picture = codeCell("x", { outputs: [displayed({ "text/plain": "<Figure>", "image/png": "AA" })] });
    const asks = codeCell("input()", { outputs: [raised("StdinNotImplementedError", "no")] });
    const prints = codeCell("p", { ...tagged("raises-exception"), outputs: [printed("a\n")] });
    const mocked = codeCell("z", { metadata: { nbmake: { mock: { z: 1 } } } });
    expect(imported(raw, picture, codeCell("y", tagged("raises-exception")), mocked, asks, prints).notes).toEqual([
      "cell 1: a raw cell was left out",
      "cell 3: it may raise, which a lesson cannot say: expect its error, or mend it",
      "cell 4: what nbmake executes after it (`mock`, `post_cell_execute`) was left out",
      "cell 5: it asks for input: give the answers under `input:`",
      "cell 6: it may raise, which a lesson cannot say: expect its error, or mend it",
      "displays are expected as text/plain alone, and not as image/png",
    ]);
  });

  it("has a step of a notebook that has nothing but a title, or nothing at all", () => {
    const steps = [{ prose: "Nothing is written here yet." }];
    expect(imported(markdown("# Nothing to run")).draft).toEqual({ title: "Nothing to run", files: [], steps });
    expect(imported().draft).toEqual({ title: "some", files: [], steps });
  });

  it("makes plain text of what would be held against an output", () => {
    const { draft, notes } = imported(
      markdown("```output\n3\n```\n- ~~~ output a b=1\n  4\n  ~~~\n\nIt is `3`{output a}."),
    );
    expect(draft.steps).toEqual([{ prose: "```text\n3\n```\n- ~~~ text\n  4\n  ~~~\n\nIt is `3` {output a}." }]);
    expect(notes).toEqual([
      "cell 1: what it quotes of an output became plain text, since nothing says of which step it is",
    ]);
  });

  it("gives its cells the time that the notebook gives them", () => {
    const notebook = readNotebook(
      sourceFile("some.ipynb", notebookFile([codeCell("x")], { execution: { timeout: 1.5 } })),
      () => undefined,
    );
    expect(notebook && notebookDraft(notebook, { name: "some" }).draft.timeout).toBe("1500ms");
  });

  it("makes files of attached pictures", () => {
    const attachments = { "a b.png": { "image/png": "AQID" } };
    const { draft, attachments: files } = imported(markdown("![A cat](attachment:a b.png)", { attachments }));
    expect(draft).toMatchObject({
      files: ["some-files/1-a-b.png"],
      steps: [{ prose: "![A cat](some-files/1-a-b.png)" }],
    });
    expect(files).toEqual([{ path: "some-files/1-a-b.png", bytes: Buffer.from([1, 2, 3]) }]);
  });
});

function mystCell(options: string, code: string): string {
  return `\`\`\`{code-cell}\n${options}${code}\n\`\`\`\n\n`;
}

describe("markdownDraft()", () => {
  it("makes code of fenced Python, and prose of all else", () => {
    const text =
      "# Cats\nOne\n\n```python\nx = 1\n```\n\n- list\n  ```py title=a\n  y = 2\n  ```\n~~~{code-cell} ipython3\nz\n~~~\n```bash\nls\n```\n";
    expect(markdownDraft(text, "cats")).toEqual({
      title: "Cats",
      files: [],
      steps: [
        { prose: "One" },
        { code: "x = 1" },
        { prose: "- list" },
        { code: "y = 2" },
        { code: "z" },
        { prose: "```bash\nls\n```" },
      ],
    });
  });

  it("takes the title of the front matter, and leaves it out", () => {
    const text = '---\ntitle: "Fences"\nkernelspec:\n  name: python3\n---\n\n# Fences\n\nOne\n';
    expect(markdownDraft(text, "cats")).toEqual({ title: "Fences", files: [], steps: [{ prose: "One" }] });
    const other = markdownDraft(text.replace("# Fences", "# Other"), "cats");
    expect(other).toEqual({ title: "Fences", files: [], steps: [{ prose: "# Other\n\nOne" }] });
    const rule = "---\nOne\n---\n";
    expect(markdownDraft(rule, "cats")).toEqual({ title: "cats", files: [], steps: [{ prose: "---\nOne\n---" }] });
  });

  it("takes a fence within another for text, and other languages' cells too", () => {
    const text =
      "````markdown\n```python\nshown\n```\n````\n\n``` {.python}\nrun\n```\n\n```{code-cell} bash\nls\n```\n";
    expect(markdownDraft(text, "cats").steps).toEqual([
      { prose: "````markdown\n```python\nshown\n```\n````" },
      { code: "run" },
      { prose: "```{code-cell} bash\nls\n```" },
    ]);
  });

  it("reads MyST's options: a cell that is tagged to raise does, one that is skipped is prose", () => {
    const text =
      mystCell(":tags: [raises-exception]\n:name: a\n", "1 / 0") +
      mystCell("---\ntags: [skip-execution]\n---\n", "skipped") +
      mystCell("---\ntags:\n  - hide-input\n  - raises-exception\n---\n", "[][0]") +
      mystCell("", "x = 1");
    expect(markdownDraft(text, "cats").steps).toEqual([
      { code: "1 / 0", expect: { error: { name: "$(any)" } } },
      { prose: "```python\nskipped\n```" },
      { code: "[][0]", expect: { error: { name: "$(any)" } } },
      { code: "x = 1" },
    ]);
  });

  it("ends a block at a fence that is long enough, and takes the file's name for a title", () => {
    const text = "````python\ns = '''\n```\n'''\n````\n";
    expect(markdownDraft(text, "cats")).toEqual({ title: "cats", files: [], steps: [{ code: "s = '''\n```\n'''" }] });
  });
});
