import { cp, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { cellsAmiss } from "./cells-amiss.ts";
import { findStumbles, NO_STUMBLES } from "./find-stumbles.ts";
import type { LabNotebook } from "./lab-notebook.ts";
import { type Lab, startLab } from "./start-lab.ts";

const built = resolve(import.meta.dirname, "../../dist-notebooks/python-internals");
const lessons = (await readdir(built)).filter((name) => name.endsWith(".ipynb") && name !== "index.ipynb");

let lab: Lab;
const open = new Map<string, LabNotebook>();

beforeAll(async () => {
  lab = await startLab({ kernels: ["python3"] });
});

afterAll(async () => {
  await lab.keepEvidence("the course in JupyterLab");
  await lab[Symbol.asyncDispose]();
});

it("findStumbles() finds what is wrong with a page", async () => {
  const source =
    '<span style="color: #ccc">pale</span> <img src="data:image/png;base64,AAAA" alt="broken"> <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="3000">\n\n| | |\n|-|-|\n| a | b |';
  const cell = { cell_type: "markdown", id: "bad", metadata: {}, source };
  const kernelspec = { display_name: "Python 3", language: "python", name: "python3" };
  const metadata = { kernelspec, language_info: { name: "python" } };
  const notebook = { cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 };
  await writeFile(join(lab.folder, "bad.ipynb"), JSON.stringify(notebook));
  const stumbles = await findStumbles(await lab.open("bad.ipynb", "python3"));
  const rules = new Set(stumbles.violations.map((violation) => violation.split(":")[0]));
  expect(rules).toEqual(new Set(["color-contrast", "empty-table-header"]));
  expect(stumbles.brokenPictures).toContain("broken");
});

// test:browser:all looks at both editions, dark and narrow too, with two Pythons.
describe("a notebook of the course, as a student opens it", () => {
  // Some measure for a minute. They are opened one after the other, and run at the same
  // time: what they measure is no matter here, and validate's to judge.
  beforeAll(async () => {
    for (const name of lessons) {
      await cp(join(built, name), join(lab.folder, name));
      const notebook = await lab.open(name, "python3");
      open.set(name, notebook);
      await notebook.runAll();
    }
  });

  it.each(lessons)("%s runs to its end, and nobody stumbles over anything", { timeout: 400_000 }, async (name) => {
    const notebook = open.get(name);
    if (notebook === undefined) throw new Error(`${name} did not open`);
    await notebook.page.bringToFront();
    await notebook.ran();
    expect(await notebook.page.locator(".jp-Notebook details[open]").count()).toBe(0);
    expect(await findStumbles(notebook)).toEqual(NO_STUMBLES);
    await notebook.save();
    expect(await cellsAmiss(join(lab.folder, name))).toEqual([]);
  });
});
