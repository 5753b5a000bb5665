import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { Frame } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";

import { builtNotebooks } from "./built-notebooks.ts";
import { type OpenVscode, openVscode } from "./open-vscode.ts";

const root = resolve(import.meta.dirname, "../..");
const built = join(root, "dist-notebooks/python-internals");
const notebooks = await builtNotebooks(built);

let vscode: OpenVscode;
beforeAll(async () => {
  vscode = await openVscode(built, join(root, ".browser", "vscode"));
}, 300_000);
afterAll(async () => await vscode[Symbol.asyncDispose]());

it.each(notebooks)("VS Code shows all of %s, and opens each fold", async (name) => {
  const text = await readFile(join(built, name), "utf8");
  const frame = await vscode.open(name);
  const expected = expectedOf(text);
  await expect.poll(async () => (await shownIn(frame)).cells, { timeout: 60_000 }).toBe(expected.cells);
  await vscode.page.screenshot({ path: join(root, ".browser", "vscode", `${name.replace("/", "-")}.png`) });
  expect(await shownIn(frame)).toEqual({ ...expected, open: 0, broken: [], markup: [] });
  for (const fold of await frame.locator("details > summary").all()) await fold.evaluate(click);
  expect((await shownIn(frame)).open).toBe(expected.folds);
});

interface Shown {
  readonly cells: number;
  readonly headings: number;
  readonly folds: number;
  readonly open: number;
  readonly pictures: number;
  readonly broken: readonly string[];
  /** Text that was meant to be markup. */
  readonly markup: readonly string[];
}

/** What the Markdown cells of a file have. */
function expectedOf(notebook: string): Pick<Shown, "cells" | "headings" | "folds" | "pictures"> {
  const { cells } = JSON.parse(notebook) as {
    readonly cells: readonly { readonly cell_type: string; readonly source: readonly string[] }[];
  };
  const texts = cells.filter(({ cell_type: type }) => type === "markdown").map(({ source }) => source.join(""));
  const all = texts.join("\n\n").replaceAll(/^```[^]*?^```/gm, "");
  const count = (pattern: RegExp): number => all.match(pattern)?.length ?? 0;
  return {
    cells: texts.length,
    headings: count(/^#{1,6} /gm),
    folds: count(/<details/g),
    pictures: count(/<img |!\[/g),
  };
}

async function shownIn(frame: Frame): Promise<Shown> {
  const preview = frame.locator(".preview");
  const pictures = await preview
    .locator("img")
    .evaluateAll((all: readonly { readonly alt: string; readonly naturalWidth: number }[]) =>
      all.map(({ alt, naturalWidth }) => ({ alt, naturalWidth })),
    );
  const texts = await preview.allTextContents();
  return {
    cells: texts.length,
    headings: await preview.locator("h1, h2, h3, h4, h5, h6").count(),
    folds: await preview.locator("details").count(),
    open: await preview.locator("details[open]").count(),
    pictures: pictures.length,
    broken: pictures.filter(({ naturalWidth }) => naturalWidth === 0).map(({ alt }) => alt),
    markup: texts.flatMap(
      (text) => text.match(/<\/?(?:details|summary|img|b|p|sup|br)\b[^>]*>|^#+ .*|\*\*.*?\*\*/gm) ?? [],
    ),
  };
}

/** Runs in the frame. */
function click(element: { readonly click?: () => void }): void {
  element.click?.();
}
