/**
 * Gives each way into nbproof lines that a backtracking expression, or a loop in a loop, takes the square of their length
 * for: once of 1 MB and once of 2 MB each. Tells the CPU time of nbproof's own process, and fails where twice the length
 * takes more than three times as long. By hand: `npm run test:hostile`, with names of entries or of lines to look closer.
 */
import { spawn } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { findTestPython } from "./find-python.mjs";
import { makeVenv } from "../scripts/make-venv.mjs";

const cli = resolve(import.meta.dirname, "../dist/cli.js");
const most = 3;

/** What each line is made of, again and again. */
const pieces = {
  letters: "a",
  digits: "1234567890abcdef",
  spaces: " ",
  quotes: "'",
  escapes: "\\'",
  groups: "1,234,",
  braces: "{'",
  opened: "(",
  brackets: "[",
  holes: "$(",
  tags: "<b",
  paths: "/ipykernel_1/",
  files: "<ipython-input-",
  addresses: "at 0x",
  warnings: ":1: ",
  frames: "Cell In[1] ",
  errors: "Error: ",
  times: "Wall time: 1 s ",
  loops: "1 s ± 1 s per loop ",
  shells: "!!",
  fences: "``` ",
  numpy: "np.int64(",
  unicode: "e\u0301",
  dots: "1.",
  letterLines: "a\n",
  numberLines: "1,234\n",
  addressLines: "<A at 0x7f3a12345678>\n",
  quoteLines: "'\n",
  hashLines: "#\n",
};

const chosen = process.argv.slice(2);
const lines = Object.entries(pieces).filter(
  ([name]) => chosen.every((each) => !(each in pieces)) || chosen.includes(name),
);

function lineOf(piece, length) {
  return `${piece.repeat(Math.ceil(length / piece.length)).slice(0, length - 1)}x`;
}

function notebook(cells) {
  const metadata = { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
}

function cell(number, source, outputs) {
  return { cell_type: "code", execution_count: number + 1, id: `c${number}`, metadata: {}, source, outputs };
}

const printed = (text) => ({ output_type: "stream", name: "stdout", text });
const markup = (text) => ({ output_type: "display_data", metadata: {}, data: { "text/html": text } });
const shows = (name) => `print(open("${name}.txt").read())`;
const displays = (name) =>
  `from IPython.display import display\ndisplay({"text/html": open("${name}.txt").read()}, raw=True)`;
/** Another number in front of it, and of each of its lines, in each run. */
const varies = (name) =>
  `import os\nprint(f"\\n{os.getpid()}".join(("\\n" + open("${name}.txt").read()).split("\\n")))`;
const step = (code, expect) =>
  `  - code: |\n${code.replaceAll(/^/gm, "      ")}\n${expect === "" ? "" : `    expect: ${expect}\n`}`;
/** A lesson for each. */
const lessons = (of, stepOf) =>
  Object.fromEntries(
    of.map(([name]) => [`${name}.yaml`, `title: ${name}\nfiles: [${name}.txt]\nsteps:\n${stepOf(name)}`]),
  );

/** Each: the files that it reads besides the lines, and nbproof's arguments. */
const entries = {
  validate: (of) => ({
    "n.ipynb": notebook(of.map(([name, line], n) => cell(n, shows(name), [printed(`${line}\n`)]))),
  }),
  differs: (of) => ({
    "n.ipynb": notebook(of.map(([name, line], n) => cell(n, shows(name), [printed(`${line}y\n`)]))),
  }),
  write: (of) => ({ "n.ipynb": notebook(of.map(([name], n) => cell(n, shows(name), [printed("old\n")]))) }),
  markup: (of) => ({ "n.ipynb": notebook(of.map(([name, line], n) => cell(n, displays(name), [markup(`${line}y`)]))) }),
  messages: (of) => ({
    "n.ipynb": notebook(of.map(([name], n) => cell(n, `raise ValueError(open("${name}.txt").read())`, []))),
  }),
  import: (of) => ({
    "n.ipynb": notebook(
      of.flatMap(([name, line], n) => [
        { cell_type: "markdown", id: `m${n}`, metadata: {}, source: line },
        cell(n, shows(name), [printed(`${line}\n`)]),
      ]),
    ),
  }),
  markdown: (of) => ({
    "n.md": of.map(([, line]) => `${line}\n\n\`\`\`python\nx = "${line.slice(0, 9)}\n`).join("\n"),
  }),
  update: (of) => lessons(of, (name) => step(shows(name), "old")),
  "update-new": (of) => lessons(of, (name) => step(shows(name), "")),
  "update-varied": (of) => lessons(of, (name) => step(varies(name), "old $(int)")),
};

const options = ["--output-limit", "100MB", "--kernel"];
const commands = {
  validate: ["validate", "n.ipynb", ...options],
  differs: ["validate", "n.ipynb", ...options],
  write: ["validate", "--write", "n.ipynb", ...options],
  markup: ["validate", "n.ipynb", ...options],
  messages: ["validate", "n.ipynb", ...options],
  import: ["import", "n.ipynb"],
  markdown: ["import", "n.md"],
  update: ["validate", "--update", ...lines.map(([name]) => `${name}.yaml`), ...options],
  "update-new": ["validate", "--update", ...lines.map(([name]) => `${name}.yaml`), ...options],
  "update-varied": ["validate", "--update", ...lines.map(([name]) => `${name}.yaml`), ...options],
};

/** Seconds of CPU that nbproof's own process took, kernels apart. */
async function measure(entry, length) {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-hostile-"));
  try {
    const of = lines.map(([name, piece]) => [name, lineOf(piece, length)]);
    for (const [name, line] of of) await writeFile(join(folder, `${name}.txt`), line);
    for (const [file, text] of Object.entries(entries[entry](of))) await writeFile(join(folder, file), text);
    const args =
      commands[entry].at(-1) === "--kernel"
        ? [...commands[entry], await makeVenv({ python: findTestPython() })]
        : commands[entry];
    const tell = `import { writeSync } from "node:fs"; process.on("exit", () => { const { user, system } = process.cpuUsage(); writeSync(3, String((user + system) / 1e6)); });`;
    const child = spawn(
      process.execPath,
      ["--import", `data:text/javascript,${encodeURIComponent(tell)}`, cli, ...args],
      {
        cwd: folder,
        stdio: ["ignore", "ignore", "pipe", "pipe"],
      },
    );
    let [said, told] = ["", ""];
    child.stderr.on("data", (chunk) => (said = (said + chunk).slice(-2000)));
    child.stdio[3].on("data", (chunk) => (told += chunk));
    const code = await new Promise((done) => child.on("close", done));
    if (code === 70 || code === null) throw new Error(`${entry}: exit code ${code}\n${said}`);
    return { seconds: Number(told), code };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const asked = chosen.filter((each) => each in entries);
let failed = 0;
for (const entry of asked.length > 0 ? asked : Object.keys(entries)) {
  const one = await measure(entry, 1_000_000);
  const two = await measure(entry, 2_000_000);
  const ratio = two.seconds / one.seconds;
  if (ratio > most) failed += 1;
  const figures = `1 MB ${one.seconds.toFixed(1)} s, 2 MB ${two.seconds.toFixed(1)} s: ${ratio.toFixed(2)} times`;
  process.stdout.write(`${ratio > most ? "✗" : "✓"} ${entry.padEnd(13)} ${figures} (exit code ${two.code})\n`);
}
process.exitCode = failed === 0 ? 0 : 1;
