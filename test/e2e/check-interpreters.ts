import { join, resolve } from "node:path";

import { makeVenv } from "../../scripts/make-venv.mjs";
import { findPython } from "../find-python.mjs";
import { pythonEnvironment } from "./python-environment.ts";

const root = resolve(import.meta.dirname, "../..");

/** Where checks are replayed: each interpreter is made once and kept. */
export const interpreters: readonly { readonly name: string; readonly python: () => Promise<string> }[] = [
  { name: "the tests' own IPython", python: pythonEnvironment },
  { name: "IPython 7.34, as in Colab", python: async () => await ipython("colab", ["3.13", "3.12", "3.11"]) },
];

async function ipython(name: string, series: readonly string[]): Promise<string> {
  const python = series.map(findPython).find((found) => found !== undefined);
  const requirements = join(import.meta.dirname, "requirements", `${name}.txt`);
  return await makeVenv({ folder: join(root, ".venvs", name), requirements, ...(python ? { python } : {}) });
}
