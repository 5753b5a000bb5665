import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { type Lab, startLab } from "../browser/start-lab.ts";
import { findStumbles } from "./student-page.ts";

const root = resolve(import.meta.dirname, "../..");
const built = join(root, "dist-notebooks/python-internals");
/** What is to be looked at by people. */
const pictures = join(root, ".browser", "pages");

const lessons = (await readdir(built)).filter((name) => name.endsWith(".ipynb") && name !== "index.ipynb");

let lab: Lab;

beforeAll(async () => {
  lab = await startLab();
  await mkdir(pictures, { recursive: true });
});

afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") console.error(`What could be seen is in ${await lab.keepEvidence(task.name)}`);
  await lab.closePages();
});

it.each(lessons)("%s runs to its end, and a student stumbles over nothing", async (name) => {
  await cp(join(built, name), join(lab.folder, name));
  const notebook = await lab.open(name, "python3");
  await notebook.runAll();
  await expect.poll(() => notebook.waiting(), { timeout: 400_000 }).toBe(0);
  await notebook.idle();
  const { page } = notebook;
  expect(await findStumbles(notebook)).toEqual({
    dialogs: [],
    brokenPictures: [],
    stuckFolds: [],
    violations: [],
    tooWide: [],
  });
  await page.screenshot({ path: join(pictures, `${basename(name, ".ipynb")}.png`) });
});

it("finds what is wrong with a page", async () => {
  const source =
    '<span style="color: #ccc">pale</span> <img src="data:image/png;base64,AAAA" alt="broken"> <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="3000">';
  const cell = { cell_type: "markdown", id: "bad", metadata: {}, source };
  const kernelspec = { display_name: "Python 3", language: "python", name: "python3" };
  const metadata = { kernelspec, language_info: { name: "python" } };
  const notebook = { cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 };
  await writeFile(join(lab.folder, "bad.ipynb"), JSON.stringify(notebook));
  const stumbles = await findStumbles(await lab.open("bad.ipynb", "python3"));
  expect(stumbles.violations.map((violation) => violation.split(":")[0])).toEqual(
    expect.arrayContaining(["color-contrast", "image-alt"]),
  );
  expect(stumbles.brokenPictures).toContain("broken");
});
