import type { Requirements } from "../lesson/requirements.ts";
import { versionsInWords } from "./versions-in-words.ts";

/** What a lesson needs, for its students: `CPython 3.10 or later and 2 or more cores`; empty where it needs nothing. */
export function describeRequirements(requires: Requirements): string {
  const { bits, cores, platform, packages = {} } = requires;
  return listed([
    ...interpreter(requires),
    ...(bits === undefined ? [] : [`a ${bits}-bit system`]),
    ...(cores === undefined || cores === 1 ? [] : [`${cores} or more cores`]),
    ...(platform === undefined ? [] : [PLATFORMS[platform]]),
    ...flagged(requires, true),
    ...Object.entries(packages).map(([name, versions]) => `${name} ${versionsInWords(versions)}`.trim()),
  ]);
}

type Flag = "gil" | "threads" | "processes" | "network";

const FLAGS: Readonly<Record<Flag, string>> = {
  gil: "the global interpreter lock",
  threads: "threads",
  processes: "processes",
  network: "the network",
};

const PLATFORMS: Readonly<Record<NonNullable<Requirements["platform"]>, string>> = {
  linux: "Linux",
  macos: "macOS",
  windows: "Windows",
  emscripten: "Python in the browser",
};

const IMPLEMENTATIONS: Readonly<Record<string, string>> = { cpython: "CPython", pypy: "PyPy" };

function interpreter(requires: Requirements): readonly string[] {
  const { python, implementation } = requires;
  const absent = listed(flagged(requires, false));
  if (python === undefined && implementation === undefined && absent === "") return [];
  const name = implementation === undefined ? "Python" : (IMPLEMENTATIONS[implementation] ?? implementation);
  const versions = python === undefined ? "" : ` ${versionsInWords(python)}`;
  return [`${name}${versions}${absent === "" ? "" : ` without ${absent}`}`];
}

function flagged(requires: Requirements, value: boolean): readonly string[] {
  return (["gil", "threads", "processes", "network"] as const)
    .filter((flag) => requires[flag] === value)
    .map((flag) => FLAGS[flag]);
}

function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
