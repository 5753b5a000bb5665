import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Lesson, LessonFile } from "../lesson/lesson.ts";

/** A temporary folder for one run of one lesson; disposing it removes it. */
export interface WorkFolder extends AsyncDisposable {
  /** The kernel's working directory, with the lesson's `files` in it. */
  readonly cwd: string;
  /** An IPYTHONDIR of its own: a bare profile, no history from before. */
  readonly ipythonFolder: string;
}

/** What of a lesson its working directory is made of. */
export interface RunningLesson extends Pick<Lesson, "cwd"> {
  readonly files: readonly Pick<LessonFile, "path" | "source">[];
}

/** Makes it below `parent`. */
export async function makeWorkFolder(lesson: RunningLesson, parent: string): Promise<WorkFolder> {
  const folder = await mkdtemp(join(await realpath(parent), "lesson-"));
  const cwd = lesson.cwd ?? join(folder, "work");
  const ipythonFolder = join(folder, "ipython");
  // A kernel's children may still be writing while they are being ended.
  const remove = async (): Promise<void> => await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    await makeProfile(ipythonFolder);
    if (lesson.cwd === undefined) await mkdir(cwd);
    await copyFiles(lesson.files, cwd);
  } catch (cause) {
    await remove();
    throw cause;
  }
  return { cwd, ipythonFolder, [Symbol.asyncDispose]: remove };
}

async function copyFiles(files: RunningLesson["files"], cwd: string): Promise<void> {
  for (const { path, source } of files) {
    const target = join(cwd, path);
    await mkdir(dirname(target), { recursive: true });
    await cp(source, target, { recursive: true });
  }
}

/**
 * The history of cells has no database, only what the session itself remembers: making one in a new folder waits for
 * the disk several times, as long as all the rest of a forked kernel's start. The kernel need not sleep after each cell
 * either, which is for clients that take the reply for the end; ours wait for `idle`.
 * https://ipython.readthedocs.io/en/stable/api/generated/IPython.core.history.html
 */
async function makeProfile(ipythonFolder: string): Promise<void> {
  const profile = join(ipythonFolder, "profile_default");
  await mkdir(profile, { recursive: true });
  const config = { HistoryManager: { enabled: false }, Kernel: { _execute_sleep: 0 } };
  await writeFile(join(profile, "ipython_kernel_config.json"), JSON.stringify(config));
}
