/**
 * Stops `nbproof validate` by SIGTERM and by SIGINT in each of its phases, at a moment that is different each time, and
 * tells how long it took to end. By hand: `npm run test:stops`, with how often as an argument: 50 unless given.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";

import { makeVenv } from "../scripts/make-venv.mjs";
import { findTestPython } from "./find-python.mjs";

const cli = resolve(import.meta.dirname, "../dist/cli.js");
const rounds = Number(process.argv[2] ?? 50);
const most = 1000;

function notebook(cells) {
  const metadata = { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
}

function cell(number, source, text = "") {
  const outputs = text === "" ? [] : [{ output_type: "stream", name: "stdout", text }];
  return { cell_type: "code", execution_count: 1, id: `c${number}`, metadata: {}, source, outputs };
}

const line = "ab'(1.5 ".repeat(250_000);
const many = (text) => Array.from({ length: 12 }, (_, index) => cell(index, `print("ab'(1.5 " * 250_000)`, text));

/** Each: what runs, and between which milliseconds it is stopped. */
const phases = {
  computing: { cells: [cell(1, "while True: pass")], from: 1000, to: 3000 },
  deaf: {
    cells: [cell(1, "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass")],
    from: 1000,
    to: 3000,
  },
  embedded: { cells: [cell(1, "while True: pass")], args: ["--kernel", "pyodide"], from: 1500, to: 4000 },
  reading: { cells: many(line.repeat(3)), from: 200, to: 1500 },
  matching: { cells: many(`${line}x\n`), args: ["--output-limit", "100MB"], from: 1000, to: 4000 },
  writing: { cells: many("old\n"), args: ["--write", "--output-limit", "100MB"], from: 1000, to: 5000 },
};

/** More files than are written in the time: a signal comes before, between and after them. */
const files = 60;
phases.files = {
  cells: [cell(1, "print('new')", "old\n")],
  files,
  args: ["--write", "--jobs", "4"],
  from: 1500,
  to: 12_000,
};

const python = await makeVenv({ python: findTestPython() });
const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-stops-"));
let failed = 0;

const named = (phase) =>
  Array.from({ length: phases[phase].files ?? 1 }, (_, index) =>
    index === 0 ? `${phase}.ipynb` : `${phase}-${index}.ipynb`,
  );

async function writeNotebooks(phase) {
  for (const name of named(phase)) await writeFile(join(folder, name), notebook(phases[phase].cells));
}

/** Which files were written, as far as can be seen; each is the old one or the new one, and nothing lies beside them. */
async function written(phase) {
  const all = await readdir(folder);
  if (all.some((name) => name.startsWith(".nbproof"))) return undefined;
  const texts = await Promise.all(named(phase).map(async (name) => await readFile(join(folder, name), "utf8")));
  if (texts.some((text) => !text.trimEnd().endsWith("}"))) return undefined;
  return texts.filter((text) => text.includes('"new\\n"')).length;
}

try {
  for (const phase of Object.keys(phases)) await writeNotebooks(phase);
  const took = Object.fromEntries(Object.keys(phases).map((phase) => [phase, []]));
  for (let round = 0; round < rounds; round += 1) {
    const [phase, { args = [], from, to }] = Object.entries(phases)[round % Object.keys(phases).length];
    const signal = Math.floor(round / Object.keys(phases).length) % 2 === 0 ? "SIGTERM" : "SIGINT";
    const kernel = args.includes("--kernel") ? [] : ["--kernel", python];
    const child = spawn(process.execPath, [cli, "validate", ...named(phase), ...args, ...kernel], {
      cwd: folder,
      stdio: ["ignore", "pipe", "ignore"],
    });
    let out = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    const ended = new Promise((done) => child.on("close", (code, by) => done(by ?? code)));
    await setTimeout(from + Math.random() * (to - from));
    const begun = performance.now();
    child.kill(signal);
    const code = await ended;
    const time = performance.now() - begun;
    took[phase].push(Math.round(time));
    // It may have come to its end before.
    const right =
      time < most &&
      (code === (signal === "SIGTERM" ? 143 : 130) || code === signal
        ? /Stopped:|\d lessons?,/.test(out) || code === signal
        : code === 1 || code === 0) &&
      // What is said to be saved is, and no file more: a signal that was lost would have them all written.
      (phase !== "files" || (await written(phase)) === (out.match(/is saved with/g)?.length ?? 0));
    if (phase === "files") await writeNotebooks(phase);
    if (right) continue;
    failed += 1;
    process.stdout.write(`✗ ${phase} ${signal}: ${Math.round(time)} ms, exit code ${code}\n`);
  }
  for (const [phase, times] of Object.entries(took))
    process.stdout.write(`${phase}: ${times.toSorted((a, b) => a - b).join(" ")} ms\n`);
  process.stdout.write(`${rounds - failed} of ${rounds}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
