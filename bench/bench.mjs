// nbproof against its peers from PyPI and npm, side by side on this machine: `npm run bench -- [NAME…] [--notebooks 20]
// [--jobs 1,2] [--rounds 3] [--only nbproof,nbval]`, NAME one of kernel-start, cell, pack, node, site. Prints tables of medians and
// ratios as Markdown, as in docs/performance.md. Linux only.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { benchCell, benchKernelStart } from "./kernel.mjs";
import { benchNode } from "./node.mjs";
import { benchPack } from "./pack.mjs";
import { peersEnvironment } from "./peers-environment.mjs";
import { benchSite } from "./site.mjs";

console.debug = () => undefined;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    notebooks: { type: "string", default: "20" },
    jobs: { type: "string", default: "1,2" },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "" },
  },
});
const benches = {
  "kernel-start": benchKernelStart,
  cell: benchCell,
  pack: benchPack,
  node: benchNode,
  site: benchSite,
};
const names = positionals.length > 0 ? positionals : Object.keys(benches);
// A site has none.
const peers = names.some((name) => name !== "site") ? await peersEnvironment() : undefined;
const scratch = mkdtempSync(join(tmpdir(), "nbproof-bench-"));
try {
  for (const name of names) {
    if (!Object.hasOwn(benches, name))
      throw new Error(`There is no benchmark ${name}: ${Object.keys(benches).join(", ")}`);
    await benches[name]({
      peers,
      scratch,
      notebooks: Number(values.notebooks),
      jobs: values.jobs.split(",").map(Number),
      rounds: Number(values.rounds),
      only: values.only === "" ? [] : ["floor", "nbproof", ...values.only.split(",")],
    });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
