import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

import { PNG } from "pngjs";
import { expect, it } from "vitest";

import { lazyInput } from "../../scripts/lazy-modules.mjs";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

/** Writes down what of `dist/lazy` the process has loaded when it ends. */
const listening = `import { appendFileSync } from "node:fs";
import { createRequire } from "node:module";
process.on("exit", () => {
  const { cache } = createRequire(import.meta.url);
  for (const file of Object.keys(cache)) if (/dist.lazy/.test(file)) appendFileSync(process.env.LOADED, file + "\\n");
});`;

const black = PNG.sync.write(new PNG({ width: 40, height: 40 }));

/** Which of the modules that are loaded when they are needed a run of this step needed; parts that they share are none. */
async function loadedFor(step: string): Promise<readonly string[]> {
  const folder = await folderOf({
    "lesson.yaml": `title: Lesson\nsteps:\n${step}`,
    "black.png": black,
    "listening.mjs": listening,
  });
  const loaded = join(folder, "loaded.txt");
  await writeFile(loaded, "");
  const run = await runNbproof(["validate", "lesson.yaml", "--kernel", await pythonEnvironment()], {
    cwd: folder,
    env: { LOADED: loaded, NODE_OPTIONS: `--import=${pathToFileURL(join(folder, "listening.mjs")).href}` },
  });
  expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("1 passed") });
  const names = (await readFile(loaded, "utf8")).split("\n").map((file) => basename(file, ".cjs"));
  return Object.keys(lazyInput).filter((name) => names.includes(name));
}

const shownPicture = `from IPython.display import Image, display\n      display(Image(data=__import__("base64").b64decode("${black.toString("base64")}")))`;

it.each<{ readonly lesson: string; readonly step: string; readonly loads: readonly string[] }>([
  { lesson: "plain text", step: "  - code: print(1 + 1)\n    expect: 2\n", loads: [] },
  {
    lesson: "prose",
    step: "  - prose: Read *this*.\n  - code: print(1)\n    expect: 1\n",
    loads: [],
  },
  {
    lesson: "a link in prose",
    step: "  - prose: Read [this](#below).\n  - code: print(1)\n    expect: 1\n",
    loads: ["mdast-util-from-markdown"],
  },
  {
    lesson: "a table",
    step: "  - prose: |\n      | a | b |\n      |---|---|\n      | 1 | 2 |\n  - code: print(1)\n    expect: 1\n",
    loads: ["mdast-util-from-markdown", "mdast-util-gfm-table"],
  },
  {
    lesson: "text in HTML",
    step: "  - code: |\n      from IPython.display import HTML\n      HTML('<p class=a>Hi <b>you</b></p>')\n    expect: { display: { text/html: Hi you } }\n",
    loads: ["hast-util-from-html", "hast-util-to-text"],
  },
  {
    lesson: "an attribute in HTML",
    step: "  - code: |\n      from IPython.display import HTML\n      HTML('<p class=a>Hi</p>')\n    expect: { display: { text/html: { attributes: { class: a } } } }\n",
    loads: ["markup-attributes"],
  },
  {
    lesson: "a picture's size",
    step: `  - code: |\n      ${shownPicture}\n    expect: { display: { image/png: { width: 40 } } }\n`,
    loads: ["image-header"],
  },
  {
    lesson: "a picture like another",
    step: `  - code: |\n      ${shownPicture}\n    expect: { display: { image/png: { like: black.png } } }\n`,
    loads: ["image-header", "picture-difference", "decode-png"],
  },
])("a lesson with $lesson loads $loads", async ({ step, loads }) => {
  expect(await loadedFor(step)).toEqual(loads);
});
