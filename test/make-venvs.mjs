// Makes .venvs/3.10 to .venvs/3.13, each with ipykernel, and prints their folders: what `--kernel` takes.
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { makeVenv } from "../scripts/make-venv.mjs";
import { findPython } from "./find-python.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The series of CPython on which the course is true. */
export const SERIES = ["3.10", "3.11", "3.12", "3.13"];

/** Makes a virtual environment for each series that is installed; `missing` names the others. */
export async function makeVenvs(tell = () => undefined) {
  const folders = [];
  const missing = [];
  for (const series of SERIES) {
    const python = findPython(series);
    if (python === undefined) {
      missing.push(series);
      continue;
    }
    const folder = join(root, ".venvs", series);
    await makeVenv({ folder, python, tell });
    folders.push(folder);
  }
  return { folders, missing };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { folders, missing } = await makeVenvs(console.error);
  for (const folder of folders) console.log(folder);
  for (const series of missing) console.error(`CPython ${series} was not found, neither on the PATH nor with pyenv`);
  process.exitCode = missing.length > 0 ? 1 : 0;
}
