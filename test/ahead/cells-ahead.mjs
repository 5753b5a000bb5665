// npm run test:ahead: which versions of ipykernel take cells ahead of their replies, each in an environment of its own,
// spawned and forked, on an idle machine and on a busy one. Exits with 1 where one that takes them, by the table below,
// answered late, out of order or not at all. It also counts whose cells showed what a neighbour's subprocess had
// written, which no version keeps apart: why nbproof sends nothing ahead (docs/performance.md). Two hours at most, ten minutes with --seconds 9, which showed the loss in
// each version that has it; and for some versions only:
//   npm run test:ahead -- 7.3 7.4 --rounds 100 --seconds 20
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

import { printTable } from "../../bench/table.mjs";
import { makeWorkFolder } from "../../build/work-folder.js";
import { createZmqKernels } from "../../build/zmq-kernels.js";
import { makeVenv } from "../../scripts/make-venv.mjs";
import { findPython } from "../find-python.mjs";
import { countStrays, race, WAYS } from "./race.mjs";

/**
 * From 7.0 to 7.3 the thread of the shell channel sends replies past the ZMQStream that reads requests from the same
 * socket: the stream does not learn of a request that comes at this moment (ipykernel#1554). 7.4 sends them through the
 * stream (ipykernel#1529), as 6 does. Of each series the newest version; at the end whatever is newest, a pre-release too.
 */
const VERSIONS = [
  { name: "6.29", takesAhead: true },
  { name: "6.30", takesAhead: true },
  { name: "6.31", takesAhead: true, pythons: ["3.11", "3.13"] },
  { name: "7.0", takesAhead: false },
  { name: "7.1", takesAhead: false },
  { name: "7.2", takesAhead: false },
  { name: "7.3", takesAhead: false },
  { name: "7.4", takesAhead: true, pythons: ["3.11", "3.13"] },
  // The oldest pyzmq that it allows.
  { name: "7.4-pyzmq-25", requirements: ["ipykernel==7.4.*", "pyzmq<26"], takesAhead: true },
  { name: "newest", requirements: ["ipykernel>=7.4.0a0"], takesAhead: true, pythons: ["3.13"] },
];

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "300" }, seconds: { type: "string", default: "180" } },
});
const limits = { rounds: Number(values.rounds), seconds: Number(values.seconds) };
const known = VERSIONS.map(({ name }) => name);
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`No version ${unknown.join(", ")}: there are ${known.join(", ")}`);

const scratch = mkdtempSync(join(tmpdir(), "nbproof-ahead-"));
const rows = [];
const strays = [];
const faults = [];
const notes = [];
try {
  for (const version of VERSIONS.filter(({ name }) => positionals.length === 0 || positionals.includes(name)))
    for (const python of version.pythons ?? ["3.11"]) await measure(version, python);
} finally {
  rmSync(scratch, { recursive: true });
}
const head = ["ipykernel", "pyzmq", "Python", "kernel", "machine", ...Object.keys(WAYS)];
const words = "late: once asked again; later: once another client came; lost: never; disordered: rounds out of order";
printTable(`Requests without a reply after 5 s of silence (${words})`, head, rows);
printTable(
  "Cells that showed what another's subprocess wrote, or not what their own did",
  [...head.slice(0, 5), "ahead, all at once", "one at a time"],
  strays,
);
for (const note of notes) console.log(`NOTE: ${note}`);
for (const fault of faults) console.log(`FAULT: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;

async function measure({ name, requirements = [`ipykernel==${name}.*`], takesAhead }, series) {
  const venv = await makeVenvWith(requirements, { name: `${name}-on-${series}`, python: findPython(series) });
  const [ipykernel, pyzmq] = versionsIn(venv);
  const isMeasured = rows.some((row) => row.slice(0, 3).join() === [ipykernel, pyzmq, series].join());
  if (isMeasured) return;
  let amiss = 0;
  for (const fork of [false, true]) {
    for (const busy of [false, true]) {
      const [counts, strayed] = await raceKernel(venv, { fork, busy });
      const row = [ipykernel, pyzmq, series, fork ? "forked" : "spawned", busy ? "busy" : "idle"];
      rows.push([...row, ...Object.values(counts).map(inWords)]);
      strays.push([...row, ...Object.values(strayed).map(({ cells, strays: count }) => `${count} of ${cells}`)]);
      console.error([...rows.at(-1), ...strays.at(-1).slice(5)].join(" | "));
      amiss += Object.values(counts).filter(isAmiss).length;
    }
  }
  const what = `ipykernel ${ipykernel} on CPython ${series}`;
  if (takesAhead && amiss > 0) faults.push(`${what} is to take cells ahead, and did not`);
  if (!takesAhead && amiss === 0)
    notes.push(`${what} is said to lose cells that are sent ahead; it lost none this time`);
}

async function makeVenvWith(requirements, { name, python }) {
  const file = join(scratch, `${name}.txt`);
  writeFileSync(file, requirements.join("\n"));
  const folder = join(scratch, name);
  await makeVenv({ folder, python, requirements: file, tell: console.error });
  return folder;
}

function versionsIn(venv) {
  const question = "import ipykernel, zmq; print(ipykernel.__version__, zmq.__version__)";
  return execFileSync(join(venv, "bin", "python"), ["-c", question], { encoding: "utf8" })
    .trim()
    .split(" ");
}

async function raceKernel(venv, { fork, busy }) {
  const folder = mkdtempSync(join(scratch, "run-"));
  const { cwd, ipythonFolder: IPYTHONDIR } = await makeWorkFolder({ files: [] }, folder);
  const onSpawn = (_, reason) => fork && faults.push(`${venv} was spawned, not forked: ${reason}`);
  const provider = createZmqKernels({ env: { XDG_RUNTIME_DIR: folder }, cwd: folder, fork, onSpawn });
  const env = { PATH: "/usr/bin:/bin", IPYTHONDIR };
  // Threads, which end with this process whatever ends it.
  const loops = busy ? [1, 2].map(() => new Worker("for (;;);", { eval: true })) : [];
  try {
    const kernel = await provider.start(venv, { cwd, env });
    return [await race(kernel, limits), await countStrays(kernel, limits)];
  } finally {
    await Promise.all(loops.map((loop) => loop.terminate()));
    await provider[Symbol.asyncDispose]();
  }
}

function isAmiss({ late, later, lost, disordered }) {
  return late + later + lost + disordered > 0;
}

function inWords({ requests, ...counts }) {
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  return `${told.map(([what, count]) => `${count} ${what}`).join(", ") || 0} of ${requests}`;
}
