import type { Facts } from "../lesson/facts.ts";
import type { ReportKernel } from "../lesson/report.ts";
import type { Style } from "./style.ts";

/** Which kernels the lessons ran in, and why these: one line each. */
export function renderKernels(kernels: readonly ReportKernel[], style: Style): string {
  const width = Math.max(0, ...kernels.map(({ name }) => name.length));
  return kernels.map((kernel) => renderKernel(kernel, kernel.name.padEnd(width), style)).join("\n");
}

function renderKernel({ displayName, chosen, facts }: ReportKernel, name: string, style: Style): string {
  const what = facts === undefined ? displayName : describe(facts);
  return `${style.quiet("Kernel")} ${style.strong(name)}  ${what}  ${style.quiet(chosen)}`;
}

function describe({ implementation, version, platform, bits }: Facts): string {
  return `${names[implementation] ?? implementation} ${version} on ${platform}, ${bits} bit`;
}

const names: Readonly<Record<string, string>> = { cpython: "CPython", pypy: "PyPy", graalpy: "GraalPy" };
