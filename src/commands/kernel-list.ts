import { join } from "node:path";

import type { KernelSpec } from "../kernel/kernel.ts";
import type { Style } from "../report/style.ts";

const defaultKernel = "python3";

/** The kernelspecs that were found, each with its folder, and which one is used. */
export function renderKernelSpecs(specs: readonly KernelSpec[], style: Style): string {
  const width = (of: (spec: KernelSpec) => string): number => Math.max(...specs.map((spec) => of(spec).length));
  const [names, displayNames] = [width((spec) => spec.name), width((spec) => spec.displayName)];
  const rows = specs
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, displayName, resourceDir = "" }) =>
      [style.strong(name.padEnd(names)), displayName.padEnd(displayNames), style.quiet(resourceDir)].join("  "),
    );
  const choice = specs.some(({ name }) => name === defaultKernel)
    ? `Lessons run in ${defaultKernel} unless --kernel names another, or a path to a Python or a virtual environment`
    : `None is called ${defaultKernel}: name one with --kernel, or give a path to a Python or a virtual environment`;
  return [...rows, "", choice, ""].join("\n");
}

/** That there is no kernelspec: where it was looked for, and how to come by a kernel. */
export function renderNoKernelSpecs(searchedPaths: readonly string[], style: Style): string {
  return [
    style.bad("No Jupyter kernel is installed"),
    "",
    "Searched:",
    ...searchedPaths.map((path) => `  ${join(path, "kernels")}`),
    "",
    "Make one here, and name it:",
    "  python3 -m venv .venv && .venv/bin/python -m pip install ipykernel",
    "  nbproof validate --kernel ./.venv",
    "",
  ].join("\n");
}
