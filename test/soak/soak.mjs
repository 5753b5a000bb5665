// npm run soak: uses kernels hard, prints what it took and what was left behind, and exits with 1 where anything was.
//   --cycles 500   kernels started, used and shut down, --at-once 4 at a time
//   --spawned 100  the same with kernels that are spawned, not forked
//   --embedded 300 the same with the embedded kernel
//   --kills 50     times that the process which runs kernels is killed at a random moment
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
const cycles = await runCycles({ name: python, cycles: Number(values.cycles), atOnce, log });
console.log("cycles", JSON.stringify(cycles, undefined, 2));
const spawned = await runCycles({ name: python, cycles: Number(values.spawned), atOnce, fork: false, log });
console.log("spawned", JSON.stringify(spawned, undefined, 2));
const embedded = await runCycles({ name: "pyodide", cycles: Number(values.embedded), atOnce, log });
console.log("embedded", JSON.stringify(embedded, undefined, 2));
const kills = await runKills({ python, kills: Number(values.kills), log });
console.log("kills", JSON.stringify(kills, undefined, 2));

const grown = Math.max(
  ...[cycles, spawned, embedded].map(({ handles }) => (handles.at(-1)?.files ?? 0) - (handles[0]?.files ?? 0)),
);
const fatter = (embedded.handles.at(-1)?.megabytes ?? 0) - (embedded.handles[0]?.megabytes ?? 0);
const faults = [
  ...[cycles, spawned, embedded].flatMap(({ lost, left }) => [
    lost.length > 0 && `${lost.length} first outputs were lost`,
    left.length > 0 && `the cycles left ${left.join(", ")}`,
  ]),
  process.platform === "linux" &&
    cycles.notForked.length > 0 &&
    `kernels were spawned, not forked: ${cycles.notForked.join("; ")}`,
  fatter > 150 && `${fatter} MB more are in use than after the first embedded kernels`,
  grown > 40 && `${grown} more files are open than at first`,
  kills.survivors.length > 0 && `${kills.survivors.length} kills left something behind`,
].filter(Boolean);
for (const fault of faults) console.log(`FAULT: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
