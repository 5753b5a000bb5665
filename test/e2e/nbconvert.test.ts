import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";

import type { Element, Nodes } from "hast";
import { fromHtml } from "hast-util-from-html";
import { toText } from "hast-util-to-text";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { makeServerVenv } from "../servers/server-venv.mjs";

const built = resolve(import.meta.dirname, "../../dist-notebooks/python-internals");
const lessons = (await readdir(join(built, "solutions"))).map((name) => basename(name, ".ipynb"));

interface Cell {
  readonly cell_type: string;
  readonly metadata: { readonly tags?: readonly string[] };
  readonly source: readonly string[];
  readonly outputs?: readonly { readonly text?: readonly string[] }[];
}

let folder: string;

// As a teacher does it who has no Jupyter for the class.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-nbconvert-"));
  const python = await makeServerVenv("jupyterlab");
  for (const edition of ["student", "solutions"]) {
    const files = lessons.map((name) => join(built, edition === "student" ? "" : edition, `${name}.ipynb`));
    const args = ["-m", "nbconvert", "--to", "html", "--output-dir", join(folder, edition), ...files];
    await promisify(execFile)(python, args);
  }
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe.each(lessons)("nbconvert --to html of %s", (name) => {
  it.each(["student", "solutions"])("loses nothing of the %s edition, and opens no fold", async (edition) => {
    const cells = await cellsOf(edition, name);
    const page = fromHtml(await htmlOf(edition, name));
    const text = squeezed(toText(page));
    const lost = cells.flatMap((cell) => linesOf(cell).filter((line) => !text.includes(squeezed(line))));
    expect(lost).toEqual([]);
    const markdown = cells.filter(({ cell_type: type }) => type === "markdown").map(({ source }) => source.join(""));
    const count = (part: RegExp): number => markdown.flatMap((source) => [...source.matchAll(part)]).length;
    const folds = elements(page, "details");
    expect(folds.length).toBe(count(/^ *<details>/gm));
    expect(folds.filter(({ properties }) => "open" in properties)).toEqual([]);
    const pictures = elements(page, "img").filter(({ properties }) =>
      String(properties["src"]).startsWith("data:image/png"),
    );
    expect(pictures.length).toBe(count(/data:image\/png/g));
  });

  it("has no solution in the student edition", async () => {
    const page = squeezed(toText(fromHtml(await htmlOf("student", name))));
    const proof = squeezed(toText(fromHtml(await htmlOf("solutions", name))));
    const student = squeezed((await cellsOf("student", name)).flatMap(({ source }) => source).join(""));
    const answers = (await cellsOf("solutions", name)).filter(
      ({ metadata }) => metadata.tags?.includes("answer") === true,
    );
    // A hint may have a line of it, and so may the exercise: two that follow each other are what nobody had to find.
    const pairs = answers.flatMap(({ source }) => source.slice(1).map((line, at) => squeezed(`${source[at]}${line}`)));
    const own = pairs.filter((pair) => !student.includes(pair));
    expect(own.length).toBeGreaterThan(answers.length);
    expect(own.filter((pair) => !proof.includes(pair))).toEqual([]);
    expect(own.filter((pair) => page.includes(pair))).toEqual([]);
  });
});

async function cellsOf(edition: string, name: string): Promise<readonly Cell[]> {
  const path = join(built, edition === "student" ? "" : edition, `${name}.ipynb`);
  return (JSON.parse(await readFile(path, "utf8")) as { cells: readonly Cell[] }).cells;
}

async function htmlOf(edition: string, name: string): Promise<string> {
  const html = await readFile(join(folder, edition, `${name}.html`), "utf8");
  // What nobody reads is most of it.
  return html.replaceAll(/<(style|script)\b[\s\S]*?<\/\1>/g, "").replaceAll(/(?<=;base64,)[\w+/=]+/g, "");
}

/** What must be readable of a cell: code and outputs whole; of Markdown, which is written otherwise, headings and choices. */
function linesOf({ cell_type: type, source, outputs = [] }: Cell): readonly string[] {
  if (type === "code") return [...source, ...outputs.flatMap(({ text = [] }) => text)];
  return source
    .flatMap((line) => /^(?:#+ (?<heading>[\w .]+)|<summary><b>(?<letter>\w+)\.)/.exec(line)?.slice(1, 2) ?? [])
    .filter(Boolean);
}

/** Lines are broken otherwise, and spaces are spaces of another kind. */
function squeezed(text: string): string {
  return text.replaceAll(/\s/g, "");
}

function elements(node: Nodes, tagName: string): readonly Element[] {
  const own = node.type === "element" && node.tagName === tagName ? [node] : [];
  return [...own, ...("children" in node ? node.children.flatMap((child) => elements(child, tagName)) : [])];
}
