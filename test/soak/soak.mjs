// npm run soak: uses kernels hard, prints what it took and what was left behind, and exits with 1 where anything was.
//   --cycles 500   kernels started, used and shut down, --at-once 4 at a time
//   --kills 50     times that the process which runs kernels is killed at a random moment
import { parseArgs } from "node:util";
import { makeVenv } from "../../scripts/make-venv.mjs";
import { runCycles } from "./cycles.mjs";
import { runKills } from "./kills.mjs";

const { values } = parseArgs({
  options: {
    cycles: { type: "string", default: "500" },
    "at-once": { type: "string", default: "4" },
    kills: { type: "string", default: "50" },
  },
});
const python = process.env.NBPROOF_TEST_PYTHON ?? (await makeVenv());
const log = (text) => process.stderr.write(`${text}\n`);
// @jupyterlab/services tells each connection.
console.debug = () => {};

const cycles = await runCycles({ python, cycles: Number(values.cycles), atOnce: Number(values["at-once"]), log });
console.log("cycles", JSON.stringify(cycles, undefined, 2));
const kills = await runKills({ python, kills: Number(values.kills), log });
console.log("kills", JSON.stringify(kills, undefined, 2));

const grown = (cycles.handles.at(-1)?.files ?? 0) - (cycles.handles[0]?.files ?? 0);
const faults = [
  cycles.lost.length > 0 && `${cycles.lost.length} first outputs were lost`,
  cycles.left.length > 0 && `the cycles left ${cycles.left.join(", ")}`,
  grown > 40 && `${grown} more files are open than at first`,
  kills.survivors.length > 0 && `${kills.survivors.length} kills left something behind`,
].filter(Boolean);
for (const fault of faults) console.log(`FAULT: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
