// How much longer `nbproof --version` takes than `node -e 0`: medians of alternating runs.
import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

const runs = Number(process.argv[2] ?? 31);
const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const commands = {
  "node -e 0": ["-e", "0"],
  "nbproof --version": [cli, "--version"],
  "nbproof --help": [cli, "--help"],
};

const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
for (let run = 0; run < runs; run++) {
  for (const [name, args] of Object.entries(commands)) {
    const began = performance.now();
    spawnSync(process.execPath, args, { stdio: "ignore" });
    times[name].push(performance.now() - began);
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
for (const [name, values] of Object.entries(times)) console.log(`${name.padEnd(18)} ${median(values).toFixed(0)} ms`);
