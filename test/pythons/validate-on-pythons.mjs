// npm run test:pythons: validates the course on CPython 3.10 to 3.15, with Colab's packages and on the embedded
// kernels. What cannot be had is told, and is a failure only where it was named:
//   npm run test:pythons -- 3.14 colab pyodide --rounds 3
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { makeVenvOf, VENVS } from "./make-venvs.mjs";

const COURSE = "notebooks-src/python-internals";
const EMBEDDED = ["pyodide", "pyodide-3.13", "pyodide-3.12"];
const root = fileURLToPath(new URL("../..", import.meta.url));

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "1" } },
});
const known = [...Object.keys(VENVS), ...EMBEDDED];
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`No kernel ${unknown.join(", ")}: there are ${known.join(", ")}`);

const kernels = [];
// One after the other: they share a folder of Debian's packages.
for (const name of positionals.length > 0 ? positionals : known) {
  // oxlint-disable-next-line no-await-in-loop
  kernels.push(EMBEDDED.includes(name) ? { name, folder: name } : await makeVenvOf(name));
}

const scratch = mkdtempSync(join(tmpdir(), "nbproof-pythons-"));
const summary = [];
for (let round = 1; round <= Number(values.rounds); round += 1) {
  for (const kernel of kernels) summary.push(kernel.folder === undefined ? missing(kernel) : validated(kernel));
}
rmSync(scratch, { recursive: true });

for (const { sign, name, told } of summary) console.log(`${sign} ${name.padEnd(13)} ${told}`);
const isRed = summary.some(({ sign }) => sign === "✗") || summary.every(({ sign }) => sign === "–");
process.exitCode = isRed ? 1 : 0;

function missing({ name, lacks }) {
  return { sign: positionals.length > 0 ? "✗" : "–", name, told: `cannot be had: ${lacks}` };
}

/** The report above says why each skipped step was; here they are counted. */
function validated({ name, folder }) {
  const json = join(scratch, "report.json");
  const args = ["dist/cli.js", "validate", COURSE, "--kernel", folder, "--strict", "--json", json];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  const { lessons, kernels: ran } = JSON.parse(readFileSync(json, "utf8"));
  const verdicts = lessons.flatMap(({ steps }) =>
    steps.flatMap(({ results }) => results.map(({ verdict }) => verdict)),
  );
  const counts = [...new Set(verdicts)].map(
    (each) => `${verdicts.filter((verdict) => verdict === each).length} ${each}`,
  );
  if (ran[0] === undefined) return { sign: "✗", name, told: "its kernel did not start: why stands above" };
  const { implementation, version, packages } = ran[0].facts;
  const what = `${implementation} ${version}, ipykernel ${packages.ipykernel ?? "none"}`;
  return { sign: status === 0 ? "✓" : "✗", name, told: `${what}: ${counts.join(", ")}` };
}
