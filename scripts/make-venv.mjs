import { execFile } from "node:child_process";
import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ownRequirements = join(root, "scripts", "requirements.txt");

/**
 * Makes a virtual environment with pip where there is none yet, and gives the path of its interpreter. It has ipykernel
 * and nbformat unless another file of requirements is given, and is made by uv where that is installed, unless told.
 *
 * @param {{ folder?: string, python?: string, requirements?: string, by?: "uv" | "venv",
 *   uv?: string, tell?: (line: string) => void }} [options]
 * @returns {Promise<string>}
 */
export async function makeVenv({
  folder = join(root, ".venv"),
  python = "python3",
  requirements = ownRequirements,
  by,
  uv = "uv",
  tell = () => undefined,
} = {}) {
  // Written last: a run that was ended halfway leaves an interpreter without its packages.
  const complete = join(folder, "complete");
  if (!(await exists(complete))) {
    await lockedBy(`${folder}.lock`, async () => {
      if (await exists(complete)) return;
      tell(`Making the virtual environment ${basename(folder)} (once, about half a minute) …`);
      await makeAnew({ folder, python, requirements, by, uv });
      await writeFile(complete, "");
    });
  }
  return join(folder, "bin", "python");
}

/** Files of tests run at the same time, in processes of their own, and may want the same environment. */
async function lockedBy(lock, work) {
  await mkdir(dirname(lock), { recursive: true });
  while (!(await isTaken(lock))) await setTimeout(200);
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** A lock is nobody's where the process that it names is gone. */
async function isTaken(lock) {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    const owner = Number(await readFile(lock, "utf8").catch(() => ""));
    if (owner > 0 && !isRunning(owner)) await rm(lock, { force: true });
    return false;
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function makeAnew({ by, ...wanted }) {
  await rm(wanted.folder, { recursive: true, force: true });
  try {
    const withUv = by === undefined ? await works(wanted.uv, ["--version"]) : by === "uv";
    await (withUv ? makeWithUv(wanted) : makeWithVenv(wanted));
  } catch (cause) {
    await rm(wanted.folder, { recursive: true, force: true });
    throw new Error(explain(cause, wanted.python), { cause });
  }
}

/** With pip, as `python -m venv` makes it: `%pip` in a cell wants it. */
async function makeWithUv({ folder, python, requirements, uv }) {
  await run(uv, ["venv", "--quiet", "--seed", "--python", python, folder]);
  await run(uv, ["pip", "install", "--quiet", "--python", join(folder, "bin", "python"), "-r", requirements]);
}

async function makeWithVenv({ folder, python, requirements }) {
  await run(python, ["-m", "venv", folder]);
  // Python itself compiles what is imported, which is far from all.
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "-r", requirements];
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
