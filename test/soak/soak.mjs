// npm run soak: uses kernels hard, prints what it took and what was left behind, and exits with 1 where anything was.
//   --cycles 500   kernels started, used and shut down, --at-once 4 at a time
//   --spawned 100  the same with kernels that are spawned, not forked
//   --embedded 300 the same with the embedded kernel, and once more beside a client that floods the server
//   --kills 50     times that the process which runs kernels is killed at a random moment
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeVenv } from "../../scripts/make-venv.mjs";
import { runCycles } from "./cycles.mjs";
import { runKills } from "./kills.mjs";

const { values } = parseArgs({
  options: {
    cycles: { type: "string", default: "500" },
    "at-once": { type: "string", default: "4" },
    spawned: { type: "string", default: "100" },
    embedded: { type: "string", default: "300" },
    kills: { type: "string", default: "50" },
  },
});
const python = process.env.NBPROOF_TEST_PYTHON ?? (await makeVenv());
const log = (text) => process.stderr.write(`${text}\n`);
// @jupyterlab/services tells each connection.
console.debug = () => {};

const atOnce = Number(values["at-once"]);
const ipython = mkdtempSync(join(tmpdir(), "nbproof-soak-ipython-"));
const [first, cycles, spawned, firstEmbedded, embedded, flooded, kills] = await runAll().finally(() =>
  rmSync(ipython, { recursive: true }),
);

async function runAll() {
  const use = async (title, name, number, more) =>
    await told(title, runCycles({ name, cycles: Number(number), atOnce, ...more, ipython, log }));
  // What is in use after the first kernels is the measure for those that follow.
  return [
    await use("first", python, atOnce),
    await use("cycles", python, values.cycles, { flooded: true }),
    await use("spawned", python, values.spawned, { fork: false }),
    await use("first embedded", "pyodide", atOnce),
    await use("embedded", "pyodide", values.embedded),
    await use("embedded beside a flood", "pyodide", values.embedded, { flooded: true }),
    await told("kills", runKills({ python, kills: Number(values.kills), ipython, log })),
  ];
}

async function told(title, running) {
  const result = await running;
  console.log(title, JSON.stringify(result, undefined, 2));
  return result;
}

const all = [first, cycles, spawned, firstEmbedded, embedded, flooded];
const grown = Math.max(...all.map(({ end }) => (end.files ?? 0) - (first.end.files ?? 0)));
const one = Math.round((firstEmbedded.busiest - firstEmbedded.end.megabytes) / atOnce);
const fatter = embedded.end.megabytes - firstEmbedded.end.megabytes;
const holding = Math.max(embedded.end.kept, flooded.end.kept) - firstEmbedded.end.kept;
const faults = [
  ...all.flatMap(({ lost, left }) => [
    lost.length > 0 && `${lost.length} first outputs were lost`,
    left.length > 0 && `the cycles left ${left.join(", ")}`,
  ]),
  process.platform === "linux" &&
    cycles.notForked.length > 0 &&
    `kernels were spawned, not forked: ${cycles.notForked.join("; ")}`,
  // The memory of one that has ended may be given back late.
  fatter > 2 * one &&
    `${fatter} MB more are in use than after the first embedded kernels, of which one takes ${one} MB`,
  holding > one && `JavaScript holds ${holding} MB more than after the first embedded kernels`,
  ...[cycles, flooded].map(
    // A few cycles are over before the server has all that it may keep for such a client.
    ({ cycles: number, handles: [, early, ...later] }) =>
      number >= 100 &&
      (later.at(-1)?.megabytes ?? 0) > 1.5 * early.megabytes &&
      `beside a client that floods, memory grew from ${early.megabytes} to ${later.at(-1).megabytes} MB`,
  ),
  grown > atOnce && `${grown} more files are open than after the first ${atOnce} kernels`,
  kills.survivors.length > 0 && `${kills.survivors.length} kills left something behind`,
].filter(Boolean);
for (const fault of faults) console.log(`FAULT: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
