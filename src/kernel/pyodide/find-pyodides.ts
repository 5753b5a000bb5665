import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** An installed Pyodide. */
export interface PyodidePackage {
  /** The name that it is installed under. */
  readonly name: string;
  /** Of Pyodide. */
  readonly version: string;
  /** Of its Python: `3.14.2`. */
  readonly python: string;
  /** Absolute. */
  readonly folder: string;
}

/** Ours, and the aliases under which a user installs older ones. */
const names = ["pyodide", "pyodide-3.14", "pyodide-3.13", "pyodide-3.12"];

/** The Pyodides that npm has installed for us or beside the user's work, the newest first; one for each series of Python. */
export async function findPyodides(cwd: string): Promise<readonly PyodidePackage[]> {
  const places = [import.meta.url, join(cwd, "package.json")].map((place) => createRequire(place));
  const found = await Promise.all(places.flatMap((place) => names.map((name) => readPackage(place, name))));
  const bySeries = new Map<string, PyodidePackage>();
  for (const one of found) {
    if (one === undefined) continue;
    const series = seriesOf(one.python);
    if (isSupported(series) && !bySeries.has(series)) bySeries.set(series, one);
  }
  return [...bySeries.values()].sort((a, b) => minorOf(b.python) - minorOf(a.python));
}

/** `3.14` of `3.14.2`. */
export function seriesOf(python: string): string {
  return python.split(".").slice(0, 2).join(".");
}

function minorOf(python: string): number {
  return Number(python.split(".")[1]);
}

/** The shell needs CPython 3.12 or later, and snapshots Pyodide 0.27, which is the first with it. */
function isSupported(series: string): boolean {
  return series.startsWith("3.") && minorOf(series) >= 12;
}

async function readPackage(place: NodeJS.Require, name: string): Promise<PyodidePackage | undefined> {
  try {
    const folder = dirname(place.resolve(`${name}/package.json`));
    const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const { info } = JSON.parse(await readFile(join(folder, "pyodide-lock.json"), "utf8"));
    return { name, version: String(version), python: String(info.python), folder };
  } catch {
    return undefined;
  }
}
