import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { makePack } from "./make-pack.mjs";
import { measured } from "./measured.mjs";
import { median, printTable } from "./table.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const cli = join(here, "..", "dist", "cli.js");

/** What Node itself costs of a run: the process that collects, and those in which lessons run where there are any. */
export async function benchNode({ peers: { python, venv }, scratch, notebooks, jobs, rounds }) {
  const folder = join(scratch, `node-${notebooks}`);
  mkdirSync(folder, { recursive: true });
  makePack(folder, notebooks);
  const file = join(folder, "usage");
  const env = {
    NODE_OPTIONS: `--import ${pathToFileURL(join(here, "node-usage.mjs")).href}`,
    NBPROOF_BENCH_USAGE: file,
  };
  const rows = [];
  for (const count of jobs) {
    const seen = [];
    for (let round = 0; round < rounds; round += 1) {
      rmSync(file, { force: true });
      const command = [process.execPath, cli, "validate", "--kernel", venv, "--jobs", String(count)];
      const { wall, failed } = await measured(python, { command, cwd: folder, env });
      if (failed !== undefined) throw new Error(failed);
      const usages = readFileSync(file, "utf8").trim().split("\n").map(JSON.parse);
      seen.push({ wall, collects: usages.find(({ name }) => name === "cli"), all: usages });
    }
    const of = (what) => median(seen.map(what));
    rows.push([
      count,
      of(({ all }) => Math.max(1, all.length - 1)),
      of(({ wall }) => wall).toFixed(1),
      `${(100 * of(({ collects }) => collects.busy)).toFixed(0)} %`,
      ((1000 * of(({ all }) => all.reduce((sum, { cpu }) => sum + cpu, 0))) / notebooks).toFixed(0),
      of(({ all }) => all.reduce((sum, { memory }) => sum + memory, 0)).toFixed(0),
    ]);
  }
  const head = [
    "jobs",
    "processes with lessons",
    "wall, s",
    "who collects is busy",
    "Node's CPU a lesson, ms",
    "Node's memory, MB",
  ];
  printTable(`Node's part of ${notebooks} notebooks × 12 cells, ${rounds} rounds`, head, rows);
}
