import type { Facts } from "../model/facts.ts";
import type { ReportKernel } from "../model/report.ts";
import type { Style } from "./style.ts";

/** Which kernels the lessons ran in, and why these: one line each, and what was not theirs from the start below it. */
export function renderKernels(kernels: readonly ReportKernel[], style: Style): string {
  const width = Math.max(0, ...kernels.map(({ name }) => name.length));
  return kernels.map((kernel) => renderKernel(kernel, kernel.name.padEnd(width), style)).join("\n");
}

function renderKernel({ displayName, chosen, facts, late }: ReportKernel, name: string, style: Style): string {
  const what = facts === undefined ? displayName : describe(facts);
  const line = `${style.quiet("Kernel")} ${style.strong(name)}  ${what}  ${style.quiet(chosen)}`;
  return late === undefined ? line : `${line}\n       ${style.quiet(renderLate(late))}`;
}

/** What only counts at a Python's start is the server's own; the rest was set by code. */
function renderLate(late: readonly string[]): string {
  const own = Object.entries(ownAtStart).flatMap(([name, what]) => (late.includes(name) ? [what] : []));
  const set = late.filter((name) => !Object.hasOwn(ownAtStart, name)).sort();
  return [
    ...(own.length > 0 ? [`with the server's own ${own.join(" and ")}`] : []),
    ...(set.length > 0 ? [`set after its start: ${set.join(", ")}`] : []),
  ].join("; ");
}

const ownAtStart: Readonly<Record<string, string>> = { PYTHONHASHSEED: "hash seed", IPYTHONDIR: "IPython profile" };

function describe({ implementation, version, platform, bits }: Facts): string {
  return `${names[implementation] ?? implementation} ${version} on ${platform}, ${bits} bit`;
}

const names: Readonly<Record<string, string>> = { cpython: "CPython", pypy: "PyPy", graalpy: "GraalPy" };
