import { cp, mkdir, readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { findStumbles, NO_STUMBLES, type Stumbles } from "../browser/find-stumbles.ts";
import { cellsAmiss } from "../browser/cells-amiss.ts";
import type { LabNotebook } from "../browser/lab-notebook.ts";
import { type Lab, startLab } from "../browser/start-lab.ts";
import { builtNotebooks } from "./built-notebooks.ts";
import { makeVenvOf } from "../pythons/make-venvs.mjs";

const root = resolve(import.meta.dirname, "../..");
const built = join(root, "dist-notebooks/python-internals");
/** What is to be looked at by people. */
const pictures = join(root, ".browser", "pages");

const notebooks = await builtNotebooks(built);
const themes = { light: "JupyterLab Light", dark: "JupyterLab Dark" } as const;
const widths = [1280, 700];

/** With both cores of a small machine, more would only wait for each other. */
const AT_A_TIME = 3;

describe.each(["3.10", "3.13"])("with CPython %s", (series) => {
  let lab: Lab;

  beforeAll(async () => {
    const { folder, lacks } = await makeVenvOf(series);
    if (folder === undefined) throw new Error(`No environment with CPython ${series}: ${lacks}`);
    lab = await startLab({ kernels: ["python3"], environment: folder });
    await mkdir(join(lab.folder, "solutions"));
  });

  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });

  const groups = Array.from({ length: notebooks.length / AT_A_TIME }, (_, index) =>
    notebooks.slice(index * AT_A_TIME, (index + 1) * AT_A_TIME),
  );

  it.each(groups)(
    "a student stumbles over nothing in %s, %s and %s, light and dark, wide and narrow",
    async (...names) => {
      try {
        const open: (readonly [string, LabNotebook])[] = [];
        const seen: Record<string, Stumbles | readonly string[] | number> = {};
        for (const name of names) {
          await cp(join(built, name), join(lab.folder, name));
          const notebook = await lab.open(name, "python3");
          // Nobody has signed it: so Lab does not trust what is saved in it.
          const lost = await outputsLost(notebook, join(built, name));
          if (lost > 0) seen[`${name}, saved outputs that are not shown`] = lost;
          await notebook.runAll();
          open.push([name, notebook]);
        }
        // One after the other: a key goes to the page in front, and a theme is all pages'.
        for (const [name, notebook] of open) {
          await notebook.page.bringToFront();
          await notebook.ran();
          await notebook.save();
          const amiss = await cellsAmiss(join(lab.folder, name));
          if (amiss.length > 0) seen[name] = amiss;
          for await (const [look, stumbles] of looks(name, notebook)) {
            if (!isDeepStrictEqual(stumbles, NO_STUMBLES)) seen[`${name}, ${look}`] = stumbles;
          }
        }
        expect(seen).toEqual({});
      } finally {
        await lab.closePages();
      }
    },
  );

  async function* looks(name: string, notebook: LabNotebook): AsyncGenerator<readonly [string, Stumbles]> {
    const { page } = notebook;
    for (const [theme, title] of Object.entries(themes)) {
      await notebook.dress(title);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 1000 });
        const look = `${theme}, ${width} px`;
        const stumbles = await findStumbles(notebook);
        await keepPictures(
          notebook,
          join(pictures, series, dirname(name), `${basename(name, ".ipynb")}-${theme}-${width}`),
        );
        yield [look, stumbles];
      }
      await page.setViewportSize({ width: 1280, height: 1000 });
    }
    await notebook.dress(themes.light);
  }
});

/** How many of the outputs in a file cannot be seen before it has run, at last: Lab shows them one after the other. */
async function outputsLost({ page }: LabNotebook, file: string): Promise<number> {
  const { cells } = JSON.parse(await readFile(file, "utf8")) as { cells: readonly { outputs?: readonly unknown[] }[] };
  const saved = cells.reduce((sum, { outputs = [] }) => sum + outputs.length, 0);
  const shown = page.locator(".jp-Notebook .jp-OutputArea-output:not(:empty)");
  for (let tries = 0; tries < 60 && (await shown.count()) < saved; tries += 1) await page.waitForTimeout(500);
  return saved - (await shown.count());
}

/** A picture of each screenful, in a folder. */
async function keepPictures({ page }: LabNotebook, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 1280, height: 1600 });
  const scroller = page.locator(".jp-WindowedPanel-outer");
  const height = await scroller.evaluate(({ scrollHeight }: { scrollHeight: number }) => scrollHeight);
  for (let at = 0, number = 1; at < height; at += 1450, number += 1) {
    await scroller.evaluate((element: { scrollTop: number }, top) => {
      element.scrollTop = top;
    }, at);
    await page.screenshot({ path: join(folder, `${String(number).padStart(2, "0")}.png`) });
  }
}
