import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { expect, it } from "vitest";

const built = resolve(import.meta.dirname, "../../dist-notebooks/python-internals");
const notebooks = (await readdir(built, { recursive: true })).filter((file) => file.endsWith(".ipynb")).toSorted();

interface Notebook {
  readonly cells: readonly { readonly id: string; readonly source: readonly string[] }[];
}

async function setupOf(file: string): Promise<readonly string[]> {
  const { cells } = JSON.parse(await readFile(join(built, file), "utf8")) as Notebook;
  return (cells.find(({ id }) => id === "_setup")?.source ?? []).map((line) => line.replace(/\n$/, ""));
}

it("some notebooks of the course have checks", async () => {
  const setups = await Promise.all(notebooks.map(setupOf));
  expect(setups.filter((lines) => lines.includes("_exercises = {")).length).toBeGreaterThan(8);
});

it.each(notebooks)("the set-up cell of %s is short and narrow enough to be read", async (file) => {
  const lines = await setupOf(file);
  expect(lines.indexOf("_exercises = {")).toBeLessThanOrEqual(200);
  expect(lines.filter((line) => line.length > 120)).toEqual([]);
});
