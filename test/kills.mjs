/**
 * Ends `nbproof validate` with all reporters, and `nbproof build`, by SIGKILL at a moment that is different each time, and
 * looks at what is left: every report is whole and by its schema, every notebook is one of before or of after. By hand:
 * `npm run test:kills`, with how often as an argument: 50 unless given.
 */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";

import { Ajv2020 } from "ajv/dist/2020.js";
import { validateXML } from "xmllint-wasm";

import { makeVenv } from "../scripts/make-venv.mjs";
import { findTestPython } from "./find-python.mjs";

const root = resolve(import.meta.dirname, "..");
const rounds = Number(process.argv[2] ?? 50);
const python = process.env.NBPROOF_TEST_PYTHON ?? (await makeVenv({ python: findTestPython() }));
const read = async (path) => await readFile(path, "utf8");
const xsd = await read(join(root, "test/report/schemas/junit-10.xsd"));
const isReport = new Ajv2020({ strict: false, validateFormats: false }).compile(
  JSON.parse(await read(join(root, "schema/report.schema.json"))),
);

const cwd = await realpath(await mkdtemp(join(tmpdir(), "nbproof-kills-")));
const names = Array.from({ length: 12 }, (_, index) => `l${index}`);
await mkdir(join(cwd, "notebooks-src/c"), { recursive: true });

/** Each version of a lesson becomes another notebook; a third of them is wrong. */
async function writeCourse(version) {
  const course = join(cwd, "notebooks-src/c");
  await writeFile(
    join(course, "course.yaml"),
    `title: C\nlessons: [${names.map((name) => `${name}.yaml`).join(", ")}]\n`,
  );
  for (const [index, name] of names.entries()) {
    const shows = index % 3 === 0 ? "wrong" : "x";
    const steps = `  - prose: Version ${version}\n  - code: print("x" * 1)\n    expect: ${shows}\n`;
    await writeFile(join(course, `${name}.yaml`), `title: ${name}\nsteps:\n${steps}`);
  }
}

/** The milliseconds that it took, or nothing where it was ended. */
async function run(args, after) {
  const began = performance.now();
  const child = spawn(process.execPath, [join(root, "dist/cli.js"), ...args], { cwd, stdio: "ignore" });
  const ended = new Promise((settle) => void child.on("close", (_, signal) => settle(signal)));
  if (after !== undefined) void setTimeout(after).then(() => child.kill("SIGKILL"));
  return (await ended) === "SIGKILL" ? undefined : performance.now() - began;
}

async function faultsOf(file) {
  const text = await read(join(cwd, file)).catch(() => undefined);
  // Ended before it began.
  if (text === undefined) return [];
  const faults = (isRight) => (isRight ? [] : [`${file} is broken`]);
  try {
    if (file === "r.json") return faults(isReport(JSON.parse(text)));
    if (file === "r.xml")
      return faults((await validateXML({ xml: [{ fileName: file, contents: text }], schema: [xsd] })).valid);
    if (file === "r.sarif") return faults(JSON.parse(text).version === "2.1.0");
    if (file === "r.html") return faults(text.trimEnd().endsWith("</html>"));
    return faults(text.startsWith("### nbproof: "));
  } catch (error) {
    return [`${file}: ${error.message}`];
  }
}

async function notebookFaults(versions) {
  const built = join(cwd, "dist-notebooks");
  const files = await readdir(built, { recursive: true }).catch(() => []);
  const faults = [];
  for (const file of files) {
    // Half of a write, which a later one clears away.
    if (!/\.(?:ipynb|json)$/.test(file)) continue;
    const text = await read(join(built, file));
    const isOne =
      file.endsWith("manifest.json") ||
      file.endsWith("index.ipynb") ||
      versions.some((each) => text.includes(`Version ${each}`));
    try {
      JSON.parse(text);
      if (!isOne) faults.push(`${file} is of no version`);
    } catch {
      faults.push(`${file} is no JSON`);
    }
  }
  return faults;
}

const reports = ["r.json", "r.xml", "r.sarif", "r.html", "r.md"];
const reporters = "default,json=r.json,junit=r.xml,sarif=r.sarif,html=r.html,github=r.md";
const validate = ["validate", "--kernel", python, "--reporter", reporters];
await writeCourse(0);
const [whole, building] = [await run(validate), await run(["build"])];
let [killed, faults, known] = [0, 0, 0];
for (let round = 1; round <= rounds; round++) {
  for (const file of reports) await rm(join(cwd, file), { force: true });
  if ((await run(validate, Math.random() * whole)) === undefined) killed++;
  const found = (await Promise.all(reports.map(faultsOf))).flat();
  const text = await read(join(cwd, "r.json")).catch(() => undefined);
  if (text !== undefined && JSON.parse(text).lessons.length > 0) known++;
  await writeCourse(round);
  if ((await run(["build"], Math.random() * building)) === undefined) killed++;
  found.push(...(await notebookFaults([round, round - 1, round - 2, round - 3])));
  for (const fault of found) console.log(`round ${round}: ${fault}`);
  faults += found.length;
  // What is behind by more than one version would be taken for broken.
  if ((await run(["build"])) === undefined) faults++;
}
const leftovers = async () =>
  (await readdir(join(cwd, "dist-notebooks"), { recursive: true })).filter((file) => file.endsWith(".tmp"));
const left = await leftovers();
for (const file of left) await utimes(join(cwd, "dist-notebooks", file), 0, 0);
await writeCourse(rounds + 1);
await run(["build"]);
const still = await leftovers();
faults += still.length;
console.log(`${left.length} halves of writes were left, and ${still.length} after the next build`);
console.log(
  `${killed} of ${2 * rounds} were ended before their end, ${known} reports knew some lessons; ${faults} faults`,
);
await rm(cwd, { recursive: true, force: true });
process.exitCode = faults > 0 || killed < rounds / 2 ? 1 : 0;
