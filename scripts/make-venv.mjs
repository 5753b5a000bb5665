import { execFile } from "node:child_process";
import { access, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ownRequirements = join(root, "scripts", "requirements.txt");

/**
 * Makes a virtual environment where there is none yet, by `uv` or `python3 -m venv`, and gives the path of its
 * interpreter. It has ipykernel and nbformat unless another file of requirements is given.
 *
 * @param {{ folder?: string, python?: string, requirements?: string, tell?: (line: string) => void }} [options]
 * @returns {Promise<string>}
 */
export async function makeVenv({
  folder = join(root, ".venv"),
  python = "python3",
  requirements = ownRequirements,
  tell = () => undefined,
} = {}) {
  const interpreter = join(folder, "bin", "python");
  // Written last: a run that was ended halfway leaves an interpreter without its packages.
  const complete = join(folder, "complete");
  if (await exists(complete)) return interpreter;
  tell(`Making the virtual environment ${basename(folder)} (once, about half a minute) …`);
  const wanted = { folder, python, requirements };
  await rm(folder, { recursive: true, force: true });
  try {
    await ((await works("uv", ["--version"])) ? makeWithUv(wanted) : makeWithVenv(wanted));
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(explain(cause, python), { cause });
  }
  await writeFile(complete, "");
  return interpreter;
}

async function makeWithUv({ folder, python, requirements }) {
  await run("uv", ["venv", "--quiet", "--python", python, folder]);
  await run("uv", ["pip", "install", "--quiet", "--python", join(folder, "bin", "python"), "-r", requirements]);
}

async function makeWithVenv({ folder, python, requirements }) {
  await run(python, ["-m", "venv", folder]);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];
  await run(join(folder, "bin", "python"), pip);
}

function explain(cause, python) {
  const said = String(cause?.stderr || cause?.message || cause).trim();
  return [
    `No virtual environment could be made with ${python}: ${said}`,
    "It takes CPython 3.10 or later with its venv module (Debian and Ubuntu: the package python3-venv), or uv.",
  ].join("\n");
}

async function works(command, args) {
  return await run(command, args).then(
    () => true,
    () => false,
  );
}

async function exists(path) {
  return await access(path).then(
    () => true,
    () => false,
  );
}
