import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { makePack } from "./make-pack.mjs";
import { measured } from "./measured.mjs";
import { median, printTable, ratio } from "./table.mjs";

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const cli = join(here, "..", "dist", "cli.js");

/** Executes the same notebooks with each tool, the rounds interleaved; nbproof and nbval compare all outputs. */
export async function benchPack({ peers, scratch, notebooks, jobs, rounds, only }) {
  const folder = join(scratch, `pack-${notebooks}`);
  const saved = await preparePack(folder, notebooks, peers);
  const all = new Map();
  for (const count of jobs) {
    const tools = Object.entries(commandsOf({ peers, folder, saved, jobs: count })).filter(
      ([name]) => only.length === 0 || only.includes(name),
    );
    const seen = new Map(tools.map(([name]) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, describe] of tools) {
        const figures = await measured(peers.python, describe(freshFolder(folder, name)));
        console.error(`${notebooks} notebooks, ${count} jobs, ${name}: ${figures.wall.toFixed(1)} s`);
        if (figures.failed !== undefined) {
          // A peer may lose a kernel now and then, which is told; we may not.
          if (name === "floor" || name.startsWith("nbproof")) throw new Error(figures.failed);
          console.error(figures.failed.split("\n").slice(-5).join("\n"));
        }
        seen.get(name).push(figures);
      }
    }
    all.set(count, seen);
    report(`${notebooks} notebooks × 12 cells, ${count} ${count === 1 ? "job" : "jobs"}, ${rounds} rounds`, seen);
  }
  compare(`${notebooks} notebooks × 12 cells, ${rounds} rounds`, all);
}

function walls(seen, name) {
  return (seen.get(name) ?? []).map(({ wall }) => wall);
}

/** All numbers of jobs side by side: each tool's wall clock, its spread, and its ratio to the floor of as many jobs. */
function compare(title, all) {
  const names = [...new Set([...all.values()].flatMap((seen) => [...seen.keys()]))];
  const rows = names.map((name) => [
    name,
    ...[...all.values()].flatMap((seen) => {
      const times = walls(seen, name);
      if (times.length === 0) return ["", "", ""];
      const spread = `${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)}`;
      return [median(times).toFixed(1), spread, ratio(median(times), median(walls(seen, "floor")))];
    }),
  ]);
  const heads = [...all.keys()].flatMap((count) => [
    `${count} ${count === 1 ? "job" : "jobs"}, s`,
    "spread",
    "to floor",
  ]);
  printTable(title, ["", ...heads], rows);
}

function report(title, seen) {
  const of = (name, what) => median(seen.get(name).map((figures) => figures[what]));
  const rows = [...seen.keys()].map((name) => [
    name,
    ...["wall", "cpu", "memory"].flatMap((what) => [
      of(name, what).toFixed(what === "memory" ? 0 : 1),
      ratio(of(name, what), of("nbproof", what)),
    ]),
    Math.max(...seen.get(name).map(({ left }) => left)),
    seen.get(name).filter(({ failed }) => failed !== undefined).length,
  ]);
  printTable(
    title,
    ["", "wall, s", "ratio", "CPU, s", "ratio", "memory, MB", "ratio", "processes left", "failed"],
    rows,
  );
}

/** The notebooks as a maintainer of each tool has them: built, with their outputs saved. */
async function preparePack(folder, count, { python, venv }) {
  mkdirSync(folder, { recursive: true });
  makePack(folder, count);
  await run(process.execPath, [cli, "build"], { cwd: folder });
  const built = join(folder, "dist-notebooks", "pack");
  const saved = join(folder, "saved");
  mkdirSync(saved);
  const names = readdirSync(built).filter((name) => name.startsWith("lesson-"));
  for (const name of names) copyFileSync(join(built, name), join(saved, name));
  const executed = names.map((name) => join(saved, name));
  await run(join(venv, "bin", "jupyter-execute"), ["--inplace", ...executed], { env: withVenv(venv), maxBuffer: 1e8 });
  return { python, folder: saved, names };
}

function freshFolder(folder, name) {
  const fresh = join(folder, "work", name);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  return fresh;
}

function withVenv(venv) {
  return { ...process.env, PATH: `${join(venv, "bin")}:${process.env.PATH}` };
}

/** Each tool: a fresh folder → the command to measure. Copies that a tool needs are made before the clock runs. */
function commandsOf({ peers, folder, saved, jobs }) {
  const { venv, serverVenv, python, myst, mystConfig } = peers;
  const env = withVenv(venv);
  const bin = (name) => join(venv, "bin", name);
  const copied = (cwd) => saved.names.map((name) => (copyFileSync(join(saved.folder, name), join(cwd, name)), name));
  return {
    floor: (cwd) => ({
      command: [python, join(here, "floor.py"), "pack", String(jobs), ...copied(cwd)],
      cwd,
    }),
    nbproof: () => ({
      command: [process.execPath, cli, "validate", "--kernel", venv, "--jobs", String(jobs)],
      cwd: folder,
    }),
    "nbproof --no-fork": () => ({
      command: [process.execPath, cli, "validate", "--no-fork", "--kernel", venv, "--jobs", String(jobs)],
      cwd: folder,
    }),
    nbclient: (cwd) => ({
      // One process a job, each with its share.
      command: shell(
        'n=$1; shift; printf "%s\\n" "$@" | xargs -P "$n" -n $((($# + n - 1) / n)) jupyter-execute --inplace',
        String(jobs),
        ...copied(cwd),
      ),
      cwd,
      env,
    }),
    nbval: (cwd) => ({
      command: [bin("pytest"), "-q", "-p", "no:cacheprovider", "--nbval", ...parallel(jobs), ...copied(cwd)],
      cwd,
      env,
    }),
    nbmake: (cwd) => ({
      command: [bin("pytest"), "-q", "-p", "no:cacheprovider", "--nbmake", ...parallel(jobs), ...copied(cwd)],
      cwd,
      env,
    }),
    papermill: (cwd) => ({
      command: shell(
        'n=$1; shift; printf "%s\\n" "$@" | xargs -P "$n" -I {} papermill --no-progress-bar --log-level ERROR {} {}',
        String(jobs),
        ...copied(cwd),
      ),
      cwd,
      env,
    }),
    // Its parallel executor takes all cores.
    ...((jobs === 1 || jobs === 2) && {
      "jupyter-cache": (cwd) => ({
        command: shell(
          'executor=$1; shift; yes | jcache notebook add "$@" && jcache project execute --executor "$executor"',
          jobs === 1 ? "local-serial" : "local-parallel",
          ...copied(cwd),
        ),
        cwd,
        env: { ...env, JUPYTERCACHE: join(cwd, ".jupyter_cache") },
      }),
    }),
    mystmd: (cwd) => {
      copied(cwd);
      // A theme of its own, since it would otherwise ask the network for one.
      mkdirSync(join(cwd, "theme"));
      writeFileSync(join(cwd, "theme", "template.yml"), "myst: v1\nversion: 1.0.0\n");
      writeFileSync(join(cwd, "myst.yml"), "version: 1\nproject: {}\nsite:\n  template: ./theme\n");
      return {
        command: [myst, "build", "--execute", "--execute-parallel", String(jobs), "--site", "--ci", "--strict"],
        cwd,
        env: { ...withVenv(serverVenv), JUPYTER_CONFIG_DIR: mystConfig },
      };
    },
  };
}

function shell(script, ...args) {
  return ["sh", "-ec", script, "sh", ...args];
}

function parallel(jobs) {
  // Cells of one notebook must stay in one process.
  return jobs === 1 ? [] : ["-n", String(jobs), "--dist", "loadscope"];
}
