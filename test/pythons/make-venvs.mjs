// Makes .venvs/3.10 to .venvs/3.15 and .venvs/colab, and prints their folders: what `--kernel` takes.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { makeVenv } from "../../scripts/make-venv.mjs";
import { findPython, findTestPython } from "../find-python.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const venvs = join(here, "..", "..", ".venvs");

/**
 * Each environment's series of CPython, and its requirements where they are not those of all tests.
 *
 * @type {Readonly<Record<string, { series: string, requirements?: string }>>}
 */
export const VENVS = {
  ...Object.fromEntries(["3.10", "3.11", "3.12", "3.13", "3.14", "3.15"].map((series) => [series, { series }])),
  colab: { series: "3.13", requirements: join(here, "colab.txt") },
};

/** Makes an environment of `VENVS` where it is not there yet; `lacks` says why there is none. */
export async function makeVenvOf(name, tell = console.error) {
  const { series, requirements } = VENVS[name];
  const folder = join(venvs, name);
  try {
    // What is there already needs no interpreter to be found, and no package of Debian's.
    const wanted = existsSync(join(folder, "complete")) ? {} : havePython(series, tell);
    await makeVenv({ folder, ...wanted, requirements, tell });
    return { name, folder };
  } catch (error) {
    return { name, lacks: error instanceof Error ? error.message : String(error) };
  }
}

/** CPython of a series: that of this machine, or else one from Debian's packages, in `.venvs/pythons`, and uv for it. */
function havePython(series, tell) {
  const found = findPython(series);
  if (found !== undefined) return { python: found };
  return { python: unpackedPython(series, tell), by: "uv", uv: haveUv(tell) };
}

/** What is unpacked from Debian's packages has no ensurepip: uv makes environments of it, and comes from PyPI. */
function haveUv(tell) {
  if (spawnSync("uv", ["--version"]).status === 0) return "uv";
  const folder = join(venvs, "uv");
  const uv = join(folder, "bin", "uv");
  if (existsSync(uv)) return uv;
  tell("Installing uv (once) …");
  const pip = [join(folder, "bin", "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"];
  for (const [command, ...args] of [[findTestPython(), "-m", "venv", folder], pip]) {
    const { status, error, stderr } = spawnSync(command, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`uv could not be installed: ${(error?.message ?? stderr).trim()}`);
  }
  return uv;
}

function unpackedPython(series, tell) {
  const folder = join(venvs, "pythons");
  const unpacked = join(folder, series, "bin", `python${series}`);
  if (existsSync(unpacked)) return unpacked;
  tell(`Unpacking CPython ${series} from Debian's packages (once, about half a minute) …`);
  const { status, error, stderr } = spawnSync(join(here, "newer-pythons.sh"), [folder, series], { encoding: "utf8" });
  if (status === 0) return unpacked;
  const said = (error?.message ?? stderr).trim();
  throw new Error(`not on the PATH, nor with pyenv, nor among Debian's packages: ${said.split("\n").at(-1)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const name of Object.keys(VENVS)) {
    const { folder, lacks } = await makeVenvOf(name);
    if (lacks === undefined) console.log(folder);
    else console.error(`No environment ${name}: ${lacks}`);
  }
}
