import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";

import { isRecord } from "../basics/is-record.ts";
import { parseJson } from "../basics/parse-json.ts";
import { cacheFolder } from "../kernel/pyodide/cache-folder.ts";
import type { Durations } from "../model/durations.ts";
import { fileName } from "../source/read-source.ts";
import { writeWholeNow } from "../source/write-files.ts";
import type { Context } from "./command.ts";
import { UsageError } from "./usage-error.ts";

/** Where a run finds and leaves how long lessons take: the file that was named, else this user's for all folders. */
export interface DurationsFile {
  readonly path: string;
  /** Absent where it was named: what is in the cache is told apart by the folder. */
  readonly folder?: string;
}

/** What the cache keeps, the latest: it is for the line that says how long the rest will take. */
const mostKept = 3000;

/** The file for a run in this folder. */
export function durationsFile(named: string | undefined, { cwd, env }: Pick<Context, "cwd" | "env">): DurationsFile {
  if (named !== undefined) return { path: named };
  const cache = cacheFolder({ env, home: homedir(), platform: process.platform });
  return { path: join(cache, "durations.json"), folder: cwd };
}

/** What is known; nothing where no run has left anything yet. One that was named and cannot be read is told. */
export function readDurations(file: DurationsFile): Durations {
  const { folder } = file;
  const known = readAll(file);
  if (folder === undefined) return known;
  const own = Object.entries(known).filter(([path]) => path.startsWith(folder + sep));
  return Object.fromEntries(own.map(([path, each]) => [fileName(folder, path), each]));
}

/** Adds what a run showed. A cache that cannot be written is no news. */
export function writeDurations(file: DurationsFile, durations: Durations): void {
  const { path, folder } = file;
  if (folder === undefined) return write(path, { ...readAll(file), ...durations });
  try {
    const own = Object.fromEntries(Object.entries(durations).map(([name, each]) => [resolve(folder, name), each]));
    const others = Object.entries(readAll(file)).filter(([name]) => !Object.hasOwn(own, name));
    mkdirSync(dirname(path), { recursive: true });
    write(path, Object.fromEntries([...others, ...Object.entries(own)].slice(-mostKept)));
  } catch {
    // The next run says nothing of how long it will take.
  }
}

function readAll({ path, folder }: DurationsFile): Durations {
  const text = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  if (text === undefined) return {};
  const read = parseJson(text);
  const lessons = isRecord(read) && read["version"] === 1 ? read["lessons"] : undefined;
  const isKnown = isRecord(lessons) && Object.values(lessons).every((each) => typeof each === "number" && each >= 0);
  if (isKnown) return Object.fromEntries(Object.entries(lessons).map(([file, each]) => [file, Number(each)]));
  if (folder !== undefined) return {};
  throw new UsageError(`${path} holds no durations of lessons: remove it, and the next run writes it anew`);
}

function write(path: string, lessons: Durations): void {
  writeWholeNow(path, `${JSON.stringify({ version: 1, lessons }, undefined, 2)}\n`);
}
