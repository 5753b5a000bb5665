import { cp, mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Lesson } from "../lesson/lesson.ts";

/** A temporary folder for one run of one lesson; disposing it removes it. */
export interface WorkFolder extends AsyncDisposable {
  /** The kernel's working directory, with the lesson's `files` in it. */
  readonly cwd: string;
  /** An IPYTHONDIR of its own: no profile, no history. */
  readonly ipythonFolder: string;
}

/** Makes it below `parent`. */
export async function makeWorkFolder(lesson: Lesson, parent: string): Promise<WorkFolder> {
  const folder = await mkdtemp(join(await realpath(parent), "lesson-"));
  const cwd = lesson.cwd ?? join(folder, "work");
  const ipythonFolder = join(folder, "ipython");
  await Promise.all([mkdir(ipythonFolder), ...(lesson.cwd === undefined ? [mkdir(cwd)] : [])]);
  for (const file of lesson.files) {
    const target = join(cwd, file.path);
    await mkdir(dirname(target), { recursive: true });
    await cp(file.source, target, { recursive: true });
  }
  // A kernel's children may still be writing while they are being ended.
  const remove = async (): Promise<void> => await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  return { cwd, ipythonFolder, [Symbol.asyncDispose]: remove };
}
