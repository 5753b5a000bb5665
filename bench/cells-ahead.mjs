// What it would bring to send a lesson's cells ahead of their replies: `npm run build && node bench/cells-ahead.mjs
// KERNEL [--rounds 200]`, KERNEL an environment whose ipykernel takes them (test/ahead). Over ZMQ, without the bridge.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { makeWorkFolder } from "../build/work-folder.js";
import { createZmqKernels } from "../build/zmq-kernels.js";
import { CellClient } from "../test/ahead/cell-client.mjs";
import { cells } from "./make-pack.mjs";
import { median, printTable } from "./table.mjs";

/** Milliseconds after which a kernel that says nothing has lost a cell. */
const SILENCE = 30_000;
const WAYS = {
  "one at a time": async (client, codes) => {
    for (const code of codes) {
      await client.run(code);
      await answered(client);
    }
  },
  ahead: async (client, codes) => {
    await Promise.all(codes.map((code) => client.run(code)));
    await answered(client);
  },
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "200" } },
});
const [name = ".venv"] = positionals;
const rounds = Number(values.rounds);
const codes = cells(1).map(([code]) => code);
const scratch = mkdtempSync(join(tmpdir(), "nbproof-bench-"));
try {
  const rows = [];
  for (const fork of [false, true]) rows.push([fork ? "forked" : "spawned", ...(await measure({ fork }))]);
  printTable(
    `${codes.length} cells, ms (median of ${rounds} interleaved rounds)`,
    ["", ...Object.keys(WAYS), "ahead to one at a time", "its quartiles"],
    rows,
  );
} finally {
  rmSync(scratch, { recursive: true });
}

async function measure({ fork }) {
  const provider = createZmqKernels({ env: process.env, cwd: process.cwd(), fork });
  const { cwd, ipythonFolder: IPYTHONDIR } = await makeWorkFolder({ files: [] }, scratch);
  const kernel = await provider.start(name, { cwd, env: { PATH: process.env.PATH, IPYTHONDIR } });
  const client = await CellClient.connect(kernel);
  const took = { "one at a time": [], ahead: [] };
  for (let round = 0; round < rounds; round += 1) {
    // Who comes second finds warmer caches: each is as often the first.
    const ways = Object.entries(WAYS);
    for (const [way, send] of round % 2 === 0 ? ways : ways.toReversed()) {
      const before = performance.now();
      await send(client, codes);
      took[way].push(performance.now() - before);
      client.takeOrder();
    }
  }
  // Of each pair: what else the machine does slows both.
  const ratios = took.ahead.map((each, n) => each / took["one at a time"][n]).toSorted((a, b) => a - b);
  const at = (part) => ratios[Math.floor(ratios.length * part)].toFixed(2);
  await provider[Symbol.asyncDispose]();
  return [...Object.values(took).map((each) => median(each).toFixed(2)), at(0.5), `${at(0.25)} to ${at(0.75)}`];
}

async function answered(client) {
  if (!(await client.settled(SILENCE))) throw new Error(`${client.missing} cells had no reply`);
}
