import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { startBridge } from "../build/bridge.js";
import { createKernels } from "../build/kernels.js";
import { LessonKernel } from "../build/lesson-kernel.js";
import { connectServer } from "../build/server.js";
import { makeWorkFolder } from "../build/work-folder.js";
import { median, printTable, ratio } from "./table.mjs";

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const STARTS = 5;
const CELLS = 100;

/** Milliseconds until a kernel is ready, through the whole path: client, WebSocket, bridge, kernel. */
export async function benchKernelStart({ peers, scratch, rounds }) {
  const forked = await openPath(peers, scratch, { fork: true });
  const spawned = await openPath(peers, scratch, { fork: false });
  const ways = {
    floor: () => timesOf(peers, "floor.py", "start", STARTS),
    forked: () => starts(forked),
    spawned: () => starts(spawned),
    nbclient: () => timesOf(peers, "nbclient-times.py", "start", STARTS),
  };
  await report("Kernel ready, ms", "forked", ways, rounds);
  await forked.close();
  await spawned.close();
}

/** Milliseconds that a cell takes, through the whole path. */
export async function benchCell({ peers, scratch, rounds }) {
  const forked = await openPath(peers, scratch, { fork: true });
  const ways = {
    "raw ZMQ": () => timesOf(peers, "floor.py", "cell", CELLS),
    nbproof: () => cells(forked),
    nbclient: () => timesOf(peers, "nbclient-times.py", "cell", CELLS),
  };
  await report("A cell, ms", "nbproof", ways, rounds);
  await benchClaims(forked, rounds);
  await forked.close();
}

/**
 * What it costs that the kernel tells which lines put out what, for cells with claims: beside the same cells without, in
 * one kernel that takes them in turn. Two kernels would differ by more than this: as two of one kind do, by up to 5 %.
 */
async function benchClaims({ start }, rounds) {
  const codes = {
    "a print": "print(1)  # => 1",
    "ten prints": "print(1)  # => 1\n".repeat(10),
    "a value": "1  # => 1",
  };
  const rows = [];
  for (const [name, told] of Object.entries(codes)) {
    // As long, and no claim.
    const untold = told.replaceAll("# =>", "# ->");
    const took = { told: [], untold: [] };
    const ratios = [];
    for (let round = 0; round < rounds; round += 1) {
      const kernel = await start({ places: { unmarked: [] } });
      const own = { told: [], untold: [] };
      for (let n = 0; n < 2 * CELLS; n += 1) {
        // Who comes second finds warmer caches: each is as often the first.
        const pair = Object.entries({ told, untold });
        for (const [which, code] of n % 2 === 0 ? pair : pair.toReversed()) own[which].push(await cell(kernel, code));
      }
      await kernel[Symbol.asyncDispose]();
      for (const which of ["told", "untold"]) took[which].push(...own[which]);
      ratios.push(median(own.told) / median(own.untold));
    }
    rows.push([
      name,
      median(took.untold).toFixed(2),
      median(took.told).toFixed(2),
      median(ratios).toFixed(3),
      `${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`,
    ]);
  }
  const title = `A cell with claims, and what it costs to tell of their lines (median of ${rounds} rounds of ${2 * CELLS} pairs)`;
  printTable(title, ["", "not told, ms", "told, ms", "told to not told", "rounds"], rows);
}

async function report(title, ours, ways, rounds) {
  const seen = new Map(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, measure] of Object.entries(ways)) seen.get(name).push(...(await measure()));
  }
  const base = median(seen.get(ours));
  const rows = [...seen].map(([name, values]) => [name, median(values).toFixed(2), ratio(median(values), base)]);
  printTable(`${title} (median of ${rounds} interleaved rounds)`, ["", "ms", `to ${ours}`], rows);
}

async function starts({ start }) {
  const took = [];
  for (let n = 0; n < STARTS; n += 1) {
    const before = performance.now();
    const kernel = await start();
    took.push(performance.now() - before);
    await kernel[Symbol.asyncDispose]();
  }
  return took;
}

async function cells({ start }) {
  const took = [];
  const kernel = await start();
  for (let n = 0; n < CELLS; n += 1) took.push(await cell(kernel, "1 + 1"));
  await kernel[Symbol.asyncDispose]();
  return took;
}

async function cell(kernel, code) {
  const before = performance.now();
  const seen = await kernel.execute(code, { timeout: 60_000, outputLimit: 1e6, input: [] });
  if (seen.ending.kind !== "completed") throw new Error(`A cell ended as ${seen.ending.kind}`);
  return performance.now() - before;
}

/** A bridge, and a client of it. */
async function openPath({ venv }, scratch, { fork }) {
  const provider = createKernels({ env: process.env, cwd: scratch, fork });
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const bridge = await startBridge({ provider, allowEnv: ["*"], env, cwd: scratch });
  const settings = await connectServer(bridge);
  const { cwd, ipythonFolder: IPYTHONDIR } = await makeWorkFolder({ files: [] }, scratch);
  const start = async (more = {}) =>
    await LessonKernel.start(settings, { name: venv, env: { IPYTHONDIR }, cwd, ...more });
  await (await start())[Symbol.asyncDispose]();
  return {
    start,
    async close() {
      await bridge[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

async function timesOf({ python, venv }, script, what, count) {
  const env = { ...process.env, PATH: `${join(venv, "bin")}:${process.env.PATH}` };
  const { stdout } = await run(python, [join(here, script), what, String(count)], { env });
  return JSON.parse(stdout);
}
