// npm run test:nodes: validates the course on the embedded kernels with Node 20, 22 and 24, one after the other, once
// with the oldest first and once with the newest. Those of a round share one cache folder: what the first keeps there
// has to suit the others, or to be made again without a word.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SERIES = ["20", "22", "24"];
const KERNELS = ["pyodide", "pyodide-3.13", "pyodide-3.12"];
const root = fileURLToPath(new URL("..", import.meta.url));

const nodes = SERIES.map((series) => ({ series, path: findNode(series) }));
const faults = [];
for (const order of [nodes, nodes.toReversed()]) {
  const home = mkdtempSync(join(tmpdir(), "nbproof-nodes-"));
  let kept = new Map();
  let verdicts;
  for (const { path } of order) {
    const run = validate(path, home);
    const now = snapshots(home);
    console.log(`Node ${run.version}: exit code ${run.exitCode}, ${run.summary}, ${compare(kept, now)}`);
    verdicts ??= run.verdicts;
    if (run.exitCode !== 0) faults.push(`Node ${run.version}: exit code ${run.exitCode}\n${run.output}`);
    if (run.words !== "") faults.push(`Node ${run.version} says what nobody asked for:\n${run.words}`);
    if (run.verdicts !== verdicts) faults.push(`Node ${run.version}: other verdicts than with the first`);
    if (now.size !== KERNELS.length) faults.push(`Node ${run.version}: ${now.size} snapshots are kept`);
    kept = now;
  }
  rmSync(home, { recursive: true });
}
for (const fault of faults) console.log(`FAULT: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;

/** The newest Node of a series, from npm. */
function findNode(series) {
  const args = ["--yes", `--package=node@${series}`, "--", "node", "-p", "process.execPath"];
  const { stdout, stderr, status } = spawnSync("npx", args, { cwd: tmpdir(), encoding: "utf8" });
  if (status !== 0) throw new Error(`Node ${series} could not be had from npm\n${stderr}`);
  return stdout.trim();
}

function validate(node, home) {
  const json = join(home, "report.json");
  const course = "notebooks-src/python-internals";
  const args = ["dist/cli.js", "validate", course, "--kernel", KERNELS.join(","), "--json", json];
  // Wherever the cache folder is on this system, it is below this one.
  const env = { ...process.env, HOME: home, XDG_CACHE_HOME: join(home, "cache"), LOCALAPPDATA: join(home, "local") };
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: root, env, encoding: "utf8" });
  const { stdout: version } = spawnSync(node, ["-p", "process.versions.node"], { encoding: "utf8" });
  const { lessons } = JSON.parse(readFileSync(json, "utf8"));
  const results = lessons.flatMap(({ steps }) => steps.flatMap((step) => step.results));
  return {
    version: version.trim(),
    exitCode: status,
    output: stdout,
    // A line for each lesson is progress.
    words: stderr.replaceAll(/^[✓✗–!] .*\n/gmu, ""),
    summary: stdout.match(/\d+ lessons, .*/)?.[0],
    verdicts: results.map(({ verdict }) => verdict).join(" "),
  };
}

/** Each kept snapshot with the time at which it was made. */
function snapshots(home) {
  const files = readdirSync(home, { recursive: true }).filter((name) => name.endsWith(".snapshot"));
  return new Map(files.map((file) => [file, statSync(join(home, file)).mtimeMs]));
}

function compare(before, after) {
  const shared = [...after].filter(([file, time]) => before.get(file) === time).length;
  return `${shared} snapshots shared, ${after.size - shared} made`;
}
