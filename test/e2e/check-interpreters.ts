import { join, resolve } from "node:path";

import { makeVenv } from "../../scripts/make-venv.mjs";
import { findPython } from "../find-python.mjs";
import { pythonEnvironment } from "./python-environment.ts";

const root = resolve(import.meta.dirname, "../..");

/** The Pythons that checks are replayed with: each environment is made once and kept. */
export const interpreters: readonly { readonly name: string; readonly python: () => Promise<string> }[] = [
  { name: "the tests' own IPython", python: pythonEnvironment },
  { name: "IPython 7.34, as in Colab", python: async () => await colab(["3.13", "3.12", "3.11"]) },
  // For runs by hand: they take as long again.
  ...(process.env["NBPROOF_ATTEMPTS"] === "all" ? ["3.10", "3.13"] : []).map((series) => ({
    name: `CPython ${series}`,
    python: async () => await newest(series),
  })),
];

async function colab(series: readonly string[]): Promise<string> {
  const python = series.map(findPython).find((found) => found !== undefined);
  const requirements = join(import.meta.dirname, "requirements", "colab.txt");
  return await makeVenv({ folder: join(root, ".venvs", "ipython-7.34"), requirements, ...(python ? { python } : {}) });
}

async function newest(series: string): Promise<string> {
  const python = findPython(series);
  if (python === undefined) throw new Error(`CPython ${series} was not found`);
  return await makeVenv({ folder: join(root, ".venvs", series), python });
}
