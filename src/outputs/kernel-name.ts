import type { RecordedFacts } from "./recorded-outputs.ts";

/** A kernel for a reader: `CPython 3.13.1`. */
export function kernelName({ implementation, version }: Pick<RecordedFacts, "implementation" | "version">): string {
  const names: Readonly<Record<string, string>> = { cpython: "CPython", pypy: "PyPy" };
  return `${names[implementation] ?? implementation} ${version}`;
}
