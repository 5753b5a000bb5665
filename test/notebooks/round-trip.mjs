import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { makeServerVenv } from "../servers/server-venv.mjs";
import { alterOutputs } from "./alter.mjs";
import { neverExecuted, writeTwice } from "./write-twice.mjs";

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const cli = join(here, "..", "..", "dist", "cli.js");

/**
 * Executes the notebooks of these sources with nbclient, validates them against what that saved, twice, and then with an
 * output of every cell altered, once for each seed. Then each is written twice, as it is, never executed and
 * altered. Tells what did not go as it should, a line each; and how much was tried.
 *
 * @param {{ names?: readonly string[], seeds: readonly number[], tell?: (line: string) => void }} options
 * @returns {Promise<{ notebooks: number, cells: number, altered: number, writes: readonly { written: number, left: number }[], problems: readonly string[] }>}
 */
export async function roundTrip({ names, seeds, tell = () => undefined }) {
  const python = await makeServerVenv("notebooks");
  const folder = await mkdtemp(join(tmpdir(), "nbproof-notebooks-"));
  try {
    const sources = names ?? (await allSources());
    tell(`Executing ${sources.length} notebooks with nbclient …`);
    // IPython finds its kernelspec by PATH.
    const env = { ...process.env, PATH: `${dirname(python)}${delimiter}${process.env["PATH"]}` };
    await run(python, [join(here, "execute.py"), folder, ...sources], { env, maxBuffer: 1e8, timeout: 300_000 });
    const problems = [];
    let cells = 0;
    for (const time of ["first", "second"]) {
      tell(`Validating for the ${time} time …`);
      const verdicts = await validate(folder, python);
      cells = verdicts.size;
      for (const [cell, verdict] of verdicts) {
        if (verdict !== "passed" && verdict !== "skipped") problems.push(`${cell} ${verdict} (${time} time)`);
      }
    }
    let altered = 0;
    for (const seed of seeds) {
      tell(`Altering an output of every cell, seed ${seed} …`);
      const tried = await tryAltered({ folder, sources, python, seed });
      altered += tried.altered;
      problems.push(...tried.problems);
    }
    tell("Writing what differs, twice …");
    const writes = [
      await writeTwice(folder, { python, unchanged: true, what: "as nbclient saved it" }),
      await writeTwice(folder, { python, change: neverExecuted, what: "never executed" }),
      await writeTwice(folder, { python, change: (notebook) => alterOutputs(notebook, 1).notebook, what: "altered" }),
    ];
    problems.push(...writes.flatMap((each) => each.problems));
    return { notebooks: sources.length, cells, altered, writes, problems };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function allSources() {
  const files = await readdir(join(here, "sources"));
  return files.map((file) => file.replace(/\.py$/, "")).toSorted();
}

async function tryAltered({ folder, sources, python, seed }) {
  const elsewhere = join(folder, `altered-${seed}`);
  await mkdir(elsewhere);
  const due = new Set();
  const problems = [];
  for (const name of sources) {
    const { notebook, cells } = alterOutputs(JSON.parse(await readFile(join(folder, `${name}.ipynb`), "utf8")), seed);
    await writeFile(join(elsewhere, `${name}.ipynb`), JSON.stringify(notebook, undefined, 1));
    if (cells.length === 0) problems.push(`${name}.ipynb has no cell that could be altered`);
    for (const number of cells) due.add(`${name}.ipynb:cell ${number}`);
  }
  const verdicts = await validate(elsewhere, python);
  for (const [cell, verdict] of verdicts) {
    if (due.has(cell) && verdict !== "failed") problems.push(`${cell} ${verdict}, though altered (seed ${seed})`);
    if (!due.has(cell) && verdict === "failed") problems.push(`${cell} failed, though not altered (seed ${seed})`);
  }
  for (const cell of due) if (!verdicts.has(cell)) problems.push(`${cell} has no verdict (seed ${seed})`);
  await rm(elsewhere, { recursive: true });
  return { altered: due.size, problems };
}

/** Each cell's verdict. */
async function validate(folder, python) {
  const json = join(folder, "report.json");
  const args = [cli, "validate", ".", "--kernel", dirname(dirname(python)), "--json", json];
  // Exit code 1 is what an altered notebook gives.
  const { stderr } = await run(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }).catch((error) => error);
  const report = JSON.parse(await readFile(json, "utf8").catch(() => JSON.stringify({ lessons: [], stderr })));
  await rm(json, { force: true });
  if (report.lessons.length === 0) throw new Error(`Nothing was validated: ${stderr}`);
  return new Map(
    report.lessons.flatMap(({ file, steps }) =>
      steps.flatMap(({ place, results }) =>
        results.map(({ verdict }) => [`${file}:cell ${place.cell.number}`, verdict]),
      ),
    ),
  );
}
