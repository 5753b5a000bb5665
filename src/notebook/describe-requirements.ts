import type { Requirements } from "../lesson/requirements.ts";
import { showVersions } from "../lesson/versions.ts";

const IMPLEMENTATIONS: Readonly<Record<string, string>> = { cpython: "CPython", pypy: "PyPy" };

/** What a lesson needs, for its students: `CPython 3.10+, two cores`; empty where it needs nothing. */
export function describeRequirements(requires: Requirements): string {
  const { python, implementation, bits, cores, platform, packages = {} } = requires;
  const name = implementation === undefined ? "Python" : (IMPLEMENTATIONS[implementation] ?? implementation);
  const features = (["gil", "threads", "processes", "network"] as const).filter((key) => requires[key] === true);
  const words = {
    gil: "the global interpreter lock",
    threads: "threads",
    processes: "processes",
    network: "the network",
  };
  return [
    ...(python === undefined && implementation === undefined ? [] : [pythonNeeded(name, python)]),
    ...(bits === undefined ? [] : [`${bits} bits`]),
    ...(cores === undefined ? [] : [`${cores} or more cores`]),
    ...(platform === undefined ? [] : [platform]),
    ...features.map((key) => words[key]),
    ...Object.entries(packages).map(([each, versions]) => `${each} ${versions}`.trim()),
  ].join(", ");
}

function pythonNeeded(name: string, python: string | undefined): string {
  return python === undefined ? name : `${name} ${showVersions(python)}`;
}
