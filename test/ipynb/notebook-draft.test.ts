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
  return notebookDraft(notebook, "some");
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
    ["keeps an empty line at the end", codeCell("x", { outputs: [printed("a\n\n")] }), { code: "x", expect: "a\n\n" }],
  ])("%s", (_, cell, step) => {
    expect(imported(cell).draft.steps).toEqual([step]);
  });

  it("says what it could not take over", () => {
    const raw = { cell_type: "raw", id: "r", metadata: {}, source: "raw" };
    const picture = codeCell("x", { outputs: [displayed({ "text/plain": "<Figure>", "image/png": "AA" })] });
    const mocked = codeCell("z", { metadata: { nbmake: { mock: { z: 1 } } } });
    expect(imported(raw, picture, codeCell("y", tagged("raises-exception")), mocked).notes).toEqual([
      "cell 1: a raw cell was left out",
      "cell 3: it may raise, which a lesson cannot say: expect its error, or mend it",
      "cell 4: what nbmake executes after it (`mock`, `post_cell_execute`) was left out",
      "displays are expected as text/plain alone, and not as image/png",
    ]);
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

  it("ends a block at a fence that is long enough, and takes the file's name for a title", () => {
    const text = "````python\ns = '''\n```\n'''\n````\n";
    expect(markdownDraft(text, "cats")).toEqual({ title: "cats", files: [], steps: [{ code: "s = '''\n```\n'''" }] });
  });
});
