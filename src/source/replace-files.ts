import { lstat, mkdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

import { isMissing } from "../notebook/list-files.ts";
import { CourseWriteError } from "../notebook/write-error.ts";
import type { CourseFile } from "../notebook/render-course.ts";

/**
 * Writes all of the files or none: each is written beside its target first, and only when all are there do they take
 * their names, so that a reader sees an old file or a new one. Throws `CourseWriteError`.
 */
export async function replaceFiles(folder: string, files: readonly CourseFile[]): Promise<void> {
  const staged: Staged = { files: [], newFolders: [] };
  try {
    for (const file of files) await stage(folder, file, staged);
    for (const { temporary, target } of staged.files) await rename(temporary, target).catch(refuse(target));
  } catch (cause) {
    await clearAway(staged);
    throw cause;
  }
}

interface Staged {
  readonly files: { readonly temporary: string; readonly target: string }[];
  /** Those that were made for the files. */
  readonly newFolders: string[];
}

async function stage(folder: string, { path, content }: CourseFile, staged: Staged): Promise<void> {
  const target = join(folder, path);
  // The target's own name may be as long as a name can be.
  const temporary = join(dirname(target), `.nbproof-${process.pid}-${staged.files.length}.tmp`);
  try {
    const made = await mkdir(dirname(target), { recursive: true });
    if (made !== undefined) staged.newFolders.push(made);
    await checkTarget(folder, target);
    staged.files.push({ temporary, target });
    await writeFile(temporary, content);
  } catch (cause) {
    refuse(target)(cause);
  }
}

/** Finds now what would stop the renaming half-way, and a link that leads out of the pack. */
async function checkTarget(folder: string, target: string): Promise<void> {
  if (await isFolder(target)) throw Object.assign(new Error("It is a folder"), { code: "EISDIR" });
  const place = relative(await realpath(folder), await realpath(dirname(target)));
  if (place.split(/[\\/]/)[0] === "..") throw new Error("a link leads to a folder outside the pack");
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (cause) {
    if (isMissing(cause)) return false;
    throw cause;
  }
}

async function clearAway({ files, newFolders }: Staged): Promise<void> {
  const paths = [...files.map(({ temporary }) => temporary), ...newFolders.toReversed()];
  // What cannot be cleared away must not hide why the pack cannot be written.
  for (const path of paths) await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

function refuse(target: string): (cause: unknown) => never {
  return (cause) => {
    throw new CourseWriteError(target, cause);
  };
}
