import { readFile, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { isRecord } from "../basics/is-record.ts";
import { parseJson } from "../basics/parse-json.ts";
import { isMissing } from "../source/is-missing.ts";
import { listFiles } from "./list-files.ts";
import { MANIFEST, type CourseFile } from "./render-course.ts";
import { replaceFiles } from "../source/write-files.ts";
import { CourseWriteError } from "./write-error.ts";

/** What a build changed, by path in the course. */
export interface CourseChanges {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/** What a built course lacks or has too much, by path in the course. */
export interface CourseState {
  readonly stale: readonly string[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/**
 * Writes a course, whole or not at all, and removes what the last build made and this one does not; a file that nbproof did
 * not make is left alone. Throws `CourseWriteError`.
 */
export async function writeCourse(folder: string, files: readonly CourseFile[]): Promise<CourseChanges> {
  const changes = await planCourse(folder, files);
  const due = new Set(changes.written);
  const targets = files
    .filter(({ path }) => due.has(path))
    .map(({ path, content }) => ({ path: join(folder, path), content }));
  await replaceFiles(folder, targets, (path, cause) => new CourseWriteError(path, cause));
  for (const path of changes.removed) await removeFile(folder, path);
  return changes;
}

/** What writing a course would change. */
export async function planCourse(folder: string, files: readonly CourseFile[]): Promise<CourseChanges> {
  const made = await filesOfLastBuild(folder);
  const { stale, missing, extra } = await checkCourse(folder, files);
  const due = new Set([...stale, ...missing]);
  return {
    written: paths(files.filter((file) => due.has(file.path))),
    removed: extra.filter((path) => made.has(path)),
    unchanged: paths(files.filter((file) => !due.has(file.path))),
  };
}

/** Compares a course on disk with what a build would write. */
export async function checkCourse(folder: string, files: readonly CourseFile[]): Promise<CourseState> {
  const stale: string[] = [];
  const missing: string[] = [];
  for (const { path, content } of files) {
    const old = await readIfThere(join(folder, path));
    if (old === undefined) missing.push(path);
    else if (!old.equals(content)) stale.push(path);
  }
  const known = new Set(paths(files));
  const extra = (await listFiles(folder)).filter((path) => !known.has(path));
  return { stale, missing, extra };
}

/** A damaged manifest names nothing, so that nothing is removed. */
async function filesOfLastBuild(folder: string): Promise<ReadonlySet<string>> {
  const manifest = await readIfThere(join(folder, MANIFEST));
  const value = manifest && parseJson(manifest.toString());
  const files = isRecord(value) ? value["files"] : undefined;
  return new Set(isRecord(files) ? Object.keys(files) : []);
}

function paths(files: readonly CourseFile[]): readonly string[] {
  return files.map((file) => file.path);
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
}

/** With the folders that it leaves empty. */
async function removeFile(folder: string, path: string): Promise<void> {
  await rm(join(folder, path), { force: true });
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    const emptied = await rmdir(join(folder, parent)).then(
      () => true,
      () => false,
    );
    if (!emptied) return;
  }
}
