// The embedded kernel against a spawned ipykernel, through the whole path (client, WebSocket, bridge, kernel), in one
// run with the rounds interleaved: `npm run bench:embedded -- [PYTHON]`. Prints medians and ratios.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { startBridge } from "../build/bridge.js";
import { createKernels } from "../build/kernels.js";
import { LessonKernel } from "../build/lesson-kernel.js";
import { connectServer } from "../build/server.js";
import { makeVenv } from "../scripts/make-venv.mjs";

const ROUNDS = 7;
const CELLS = 200;
const EMBEDDED = "pyodide";

console.debug = () => undefined;
const scratch = mkdtempSync(join(tmpdir(), "nbproof-bench-"));
const python = process.argv[2] ?? (await makeVenv({ tell: console.error }));
const spawned = dirname(dirname(python));
try {
  const provider = createKernels({ env: { ...process.env, XDG_CACHE_HOME: join(scratch, "cache") }, cwd: scratch });
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const bridge = await startBridge({ provider, allowEnv: [], env, cwd: scratch });
  const settings = await connectServer(bridge);
  const start = async (name) => await LessonKernel.start(settings, { name, env: {}, cwd: scratch });
  await bench(start);
  await bridge[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function bench(start) {
  const first = await timed(async () => await (await start(EMBEDDED))[Symbol.asyncDispose]());
  const ready = { [spawned]: [], [EMBEDDED]: [] };
  const cell = { [spawned]: [], [EMBEDDED]: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of [spawned, EMBEDDED]) {
      let kernel;
      ready[name].push(await timed(async () => (kernel = await start(name))));
      const total = await timed(async () => {
        for (let n = 0; n < CELLS; n += 1) await execute(kernel, "1 + 1");
      });
      cell[name].push(total / CELLS);
      await kernel[Symbol.asyncDispose]();
    }
  }
  const rows = [
    ["ready, ms", median(ready[spawned]), median(ready[EMBEDDED])],
    ["a cell, ms", median(cell[spawned]), median(cell[EMBEDDED])],
  ];
  for (const count of [1, 4, 8]) {
    rows.push([`memory of ${count}, MB`, await memory(start, spawned, count), await memory(start, EMBEDDED, count)]);
  }
  console.log(`Ready at first use, the snapshot being made: ${first.toFixed(0)} ms\n`);
  console.log("| | spawned ipykernel | embedded | embedded / spawned |\n|-|-|-|-|");
  for (const [what, one, other] of rows) {
    console.log(`| ${what} | ${one.toFixed(1)} | ${other.toFixed(1)} | ${(other / one).toFixed(2)} |`);
  }
}

async function execute(kernel, code) {
  const seen = await kernel.execute(code, { timeout: 60_000, outputLimit: 1e6, input: [] });
  if (seen.ending.kind !== "completed") throw new Error(`A cell ended as ${seen.ending.kind}`);
}

/** What so many kernels add: to this process, or as processes of their own (PSS: shared pages counted once). */
async function memory(start, name, count) {
  const before = measure();
  const kernels = await Promise.all(Array.from({ length: count }, () => start(name)));
  for (const kernel of kernels) await execute(kernel, "x = list(range(1000))");
  const used = measure() - before;
  await Promise.all(kernels.map(async (kernel) => await kernel[Symbol.asyncDispose]()));
  return used / 1e6;
}

function measure() {
  globalThis.gc?.();
  return [process.pid, ...descendants(process.pid)].reduce((sum, pid) => sum + pss(pid), 0);
}

function pss(pid) {
  try {
    return 1024 * Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function descendants(root) {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const children = (of) => pairs.filter(([, parent]) => parent === of).flatMap(([pid]) => [pid, ...children(pid)]);
  return children(root);
}

async function timed(work) {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
