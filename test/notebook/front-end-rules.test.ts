import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { describe, expect, it } from "vitest";

import { brokenRules, type NotebookFile } from "./front-end-rules.ts";

const built = resolve(import.meta.dirname, "../../dist-notebooks/python-internals");
const notebooks = (await readdir(built, { recursive: true })).filter((file) => file.endsWith(".ipynb")).toSorted();

async function read(file: string): Promise<NotebookFile> {
  return JSON.parse(await readFile(join(built, file), "utf8")) as NotebookFile;
}

describe("the notebooks of the course", () => {
  it.each(notebooks)("%s keeps the rules of all front ends", async (file) => {
    const isThere = (path: string): boolean => existsSync(join(built, dirname(file), path));
    expect(brokenRules(await read(file), isThere)).toEqual([]);
  });

  it.each(notebooks.filter((file) => dirname(file) === "."))("%s has no output", async (file) => {
    const { cells } = await read(file);
    const run = cells.filter(({ execution_count: count = null, outputs = [] }) => count !== null || outputs.length > 0);
    expect(run).toEqual([]);
  });

  it("the solutions have outputs, and their student edition holds none of the solutions", async () => {
    const solutions = notebooks.filter((file) => dirname(file) === "solutions");
    expect(solutions.length).toBeGreaterThan(0);
    for (const file of solutions) {
      const { cells } = await read(file);
      expect([file, cells.some(({ outputs = [] }) => outputs.length > 0)]).toEqual([file, true]);
      const student = JSON.stringify(await read(file.slice("solutions/".length)));
      const answers = cells.filter(({ metadata }) => metadata.tags?.includes("answer") === true);
      expect(answers.length).toBeGreaterThan(0);
      for (const { id, source } of answers) {
        const lines = source.slice(-3).map((line) => JSON.stringify(line).slice(1, -1).replace(/\\n$/, ""));
        expect([id, lines.every((line) => student.includes(line))]).toEqual([id, false]);
      }
    }
  });
});

describe("brokenRules()", () => {
  const good: NotebookFile = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "python3", display_name: "Python 3" }, language_info: { name: "python" } },
    cells: [{ id: "a", cell_type: "markdown", metadata: {}, source: ["Words, and `<script>` as code"] }],
  };
  const markdown = (text: string): NotebookFile => ({
    ...good,
    cells: [{ id: "a", cell_type: "markdown", metadata: {}, source: text.split(/(?<=\n)/) }],
  });
  const shows = (data: Readonly<Record<string, unknown>>): NotebookFile => ({
    ...good,
    cells: [
      {
        id: "a",
        cell_type: "code",
        metadata: {},
        source: [],
        execution_count: 1,
        outputs: [{ output_type: "display_data", data }],
      },
    ],
  });

  it.each<readonly [string, NotebookFile, readonly string[]]>([
    ["nothing in a good one", good, []],
    ["a script", markdown("<script>1</script>"), ["a: <script"]],
    ["a style", markdown("<STYLE>p{}</STYLE>"), ["a: <style"]],
    ["an inline picture", markdown("Look: <svg></svg>"), ["a: <svg"]],
    ["a field", markdown("<input>"), ["a: <input"]],
    [
      "an SVG that is embedded",
      markdown("![A](data:image/svg+xml;base64,AA)"),
      ["a: the image data:image/svg+xml;base64"],
    ],
    ["an attachment", markdown("![A](attachment:a.png)"), ["a: the image attachment:a.png"]],
    ["an image without words", markdown("![](data:image/png;base64,AA)"), ["a: an image without alt text"]],
    ["an image that is not there", markdown("![A](img/a.png)"), ["a: the image img/a.png"]],
    ["nothing where it is there", markdown("![A](img/b.png)"), []],
    ["code as text", markdown("```html\n<script>\n```"), []],
    [
      "a fold that is open",
      markdown("<details open>\n<summary>A</summary>\n\nB\n\n</details>"),
      ["a: a fold that is open"],
    ],
    ["a fold without end", markdown("<details>\n<summary>A</summary>\n\nB"), ["a: a fold that does not end"]],
    [
      "a fold whose Markdown is not read",
      markdown("<details>\n<summary>A</summary>\n*B*\n</details>"),
      ["a: no blank line after a summary"],
    ],
    ["an SVG shown", shows({ "image/svg+xml": "<svg/>", "text/plain": "A" }), ["a: shows image/svg+xml"]],
    ["a script shown", shows({ "text/html": "<script>1</script>" }), ["a: shows <script"]],
    ["text shown", shows({ "text/plain": "<script>" }), []],
    ["no language", { ...good, metadata: { ...good.metadata, language_info: undefined } }, ["no language"]],
    ["no kernelspec", { ...good, metadata: { ...good.metadata, kernelspec: { name: "python3" } } }, ["no kernelspec"]],
    ["another format", { ...good, nbformat_minor: 4 }, ["nbformat 4.4"]],
    ["an id twice", { ...good, cells: [...good.cells, ...good.cells] }, ["a: an id twice"]],
    ["a bad id", { ...good, cells: good.cells.map((cell) => ({ ...cell, id: "a b" })) }, ["a b: not an id"]],
    [
      "tags",
      { ...good, cells: good.cells.map((cell) => ({ ...cell, metadata: { tags: ["x", "x", "y,z"] } })) },
      ["a: the tags x, x, y,z"],
    ],
  ])("tells %s", (_, notebook, broken) => {
    expect(brokenRules(notebook, (path) => path === "img/b.png")).toEqual(broken);
  });
});
