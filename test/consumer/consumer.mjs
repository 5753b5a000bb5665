// npm run test:consumer [-- 20 22 24]: makes a package of this folder, installs it in a project of somebody else, checks
// its types with the oldest and the newest TypeScript, and runs the examples of docs/api.md there: with the Node that runs
// this, or with the newest of each series that is named. Whatever the package writes that is not in an example is a fault.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { examplesOf, expected, files } from "./examples.mjs";

const typeScripts = ["5.2", "5.9", "latest"];
const root = fileURLToPath(new URL("../..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "nbproof-consumer-"));
const series = process.argv.slice(2);
try {
  install();
  const examples = examplesOf(readFileSync(join(root, "docs/api.md"), "utf8"));
  typeScripts.forEach((version) => checkTypes(version, examples));
  for (const node of series.length === 0 ? [process.execPath] : series.map(findNode)) runAll(node, examples);
} finally {
  rmSync(project, { recursive: true });
}

function install() {
  const packed = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", project], root));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  run("npm", ["install", "--no-audit", "--no-fund", `./${packed[0].filename}`, "@types/node@20"], project);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
}

/** Without DOM, and with the types of the packages that ours come with checked too. */
function checkTypes(version, examples) {
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    lib: ["es2022"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
  };
  copyFileSync(join(root, "test/consumer/consumer.ts"), join(project, "consumer.ts"));
  examples.forEach(({ code, checked }, index) => {
    if (checked) writeFileSync(join(project, `example-${index}.ts`), `${code}\nexport {};\n`);
  });
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  run("npx", ["--yes", `--package=typescript@${version}`, "tsc", "-p", project], tmpdir());
  console.log(`TypeScript ${version}: the types are in order`);
}

function runAll(node, examples) {
  const version = run(node, ["--version"], project).trim();
  examples.forEach(({ heading, code }, index) => {
    writeFileSync(join(project, "example.mjs"), code);
    const { status, stdout, stderr } = spawnSync(node, ["example.mjs"], { cwd: project, encoding: "utf8" });
    const wanted = expected[heading];
    const right = status === 0 && stderr === "" && wanted?.test(stdout);
    if (!right) throw new Error(`${version}, example ${index + 1} (${heading}): exit ${status}\n${stdout}${stderr}`);
  });
  console.log(`Node ${version}: ${examples.length} examples`);
}

/** The newest Node of a series, from npm. */
function findNode(version) {
  return run("npx", ["--yes", `--package=node@${version}`, "--", "node", "-p", "process.execPath"], tmpdir()).trim();
}

function run(command, args, cwd) {
  try {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Error(`${command} ${args.join(" ")} failed\n${error.stdout}${error.stderr}`, { cause: error });
  }
}
