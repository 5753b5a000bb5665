import { realpath } from "node:fs/promises";
import { resolve } from "node:path";

import { findNotebooks } from "../ipynb/find-notebooks.ts";
import type { Settings } from "../settings/settings.ts";
import { findCourses } from "../spec/find-courses.ts";
import type { Reading } from "../source/read-source.ts";
import { readCourses, type ReadResult } from "../spec/read-courses.ts";

export interface ReadTargetsOptions {
  readonly cwd: string;
  readonly settings?: Settings | undefined;
}

/** What paths hold. */
export interface ReadTargets extends ReadResult {
  /** How many notebooks of the folders the settings leave out. */
  readonly leftOut: number;
}

/** What paths hold: courses and lessons, and notebooks as lessons. A folder may hold both. */
export async function readTargets(
  paths: readonly string[],
  { cwd, settings }: ReadTargetsOptions,
): Promise<ReadTargets> {
  const notebooks = new Set<string>();
  const leftOut = new Set<string>();
  const others: string[] = [];
  for (const path of paths) {
    const target = resolve(cwd, path);
    const { files, isNotebook } = await findNotebooks(target);
    for (const file of files) (isNotebook || settings?.of(file).leftOut !== true ? notebooks : leftOut).add(file);
    // Of what holds neither, the reader of lessons says so.
    if (!isNotebook && (files.length === 0 || (await findCourses(target)).length > 0)) others.push(path);
  }
  const packs = { ...(await readCourses(others, { cwd })), leftOut: leftOut.size };
  if (notebooks.size === 0) return packs;
  const reading: Reading = { cwd: await realpath(cwd), sources: new Map(packs.sources), diagnostics: [] };
  const { readNotebooks } = await import("../ipynb/read-notebooks.ts");
  const courses = await readNotebooks(reading, [...notebooks], settings?.of);
  return {
    courses: [...packs.courses, ...courses],
    diagnostics: [...packs.diagnostics, ...reading.diagnostics],
    sources: reading.sources,
    leftOut: leftOut.size,
  };
}
