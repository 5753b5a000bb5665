import { join } from "node:path";

import type { KernelChoice } from "../kernel/default-kernel.ts";
import type { KernelSpec } from "../kernel/kernel.ts";
import type { BrokenKernelSpec } from "../kernel/zmq/find-kernelspecs.ts";
import type { Style } from "../report/style.ts";

export interface KernelListOptions {
  readonly style: Style;
  /** The kernel that is used where none is named. */
  readonly choice: KernelChoice | undefined;
  /** Where Jupyter's kernelspecs were looked for. */
  readonly searchedPaths: readonly string[];
  /** Those that cannot be used. */
  readonly broken?: readonly BrokenKernelSpec[];
}

/** The kernels that were found, each with where it comes from and what it lacks, and which one is used. */
export function renderKernelSpecs(
  specs: readonly KernelSpec[],
  { style, choice, searchedPaths, broken = [] }: KernelListOptions,
): string {
  const width = (of: (spec: KernelSpec) => string): number => Math.max(0, ...specs.map((spec) => of(spec).length));
  const [names, displayNames] = [width((spec) => spec.name), width((spec) => spec.displayName)];
  const rows = specs
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((spec) =>
      [style.strong(spec.name.padEnd(names)), spec.displayName.padEnd(displayNames), style.quiet(originOf(spec))].join(
        "  ",
      ),
    );
  const used =
    choice === undefined ? "Name one with --kernel" : `Lessons run in ${choice.name} unless --kernel names another`;
  const installed = specs.some((spec) => spec.resourceDir !== undefined);
  return [
    ...rows,
    ...broken.map(({ file, reason }) => `${style.bad("Cannot be used:")} ${file}: ${reason}`),
    "",
    `${used}, or a path to a Python or a virtual environment`,
    ...(installed ? [] : ["", "No kernel of Jupyter's is installed. Searched:", ...searchedPaths.map(kernelsFolder)]),
    "",
  ].join("\n");
}

function originOf({ resourceDir, metadata }: KernelSpec): string {
  if (resourceDir !== undefined) return resourceDir;
  const { pyodide } = metadata;
  if (typeof pyodide !== "object" || pyodide === null) return "";
  const source = "package" in pyodide ? `npm package ${String(pyodide.package)}` : "";
  const lacks = "lacks" in pyodide && Array.isArray(pyodide.lacks) ? `without ${pyodide.lacks.join(", ")}` : "";
  return [source, lacks].filter((text) => text !== "").join(": ");
}

function kernelsFolder(path: string): string {
  return `  ${join(path, "kernels")}`;
}
