import { randomUUID } from "node:crypto";
import { chmodSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { chmod, link, lstat, mkdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

import { isMissing } from "./is-missing.ts";

export interface FileToWrite {
  /** Absolute. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Writes all of the files or none, with the folders that they need, and nothing over what is there (`EEXIST`). */
export async function writeNew(files: readonly FileToWrite[]): Promise<void> {
  await writeAll(files, async (file, staged) => {
    await makeFolder(file.path, staged);
    return await stage({ ...file, existing: "refuse" }, staged);
  });
}

/**
 * Writes all of the files of a folder or none, with the folders that they need; what is there is replaced, a link by a
 * file. No link may lead a file out of the folder. A file that cannot be written is told as `failed` says.
 */
export async function replaceFiles(
  folder: string,
  files: readonly FileToWrite[],
  failed: (path: string, cause: unknown) => Error,
): Promise<void> {
  const replace = async (file: FileToWrite, staged: Staged): Promise<void> => {
    await makeFolder(file.path, staged);
    await checkTarget(folder, file.path);
    await stage({ ...file, existing: "replace" }, staged);
  };
  await writeAll(files, replace, failed);
}

/**
 * Writes a file, in a folder that is there. One that is replaced keeps who may read, write and execute it, and a link to
 * it stays a link. What is no file, such as `/dev/stdout`, is written into.
 */
export async function writeWhole(path: string, content: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const old = await stat(target).catch(() => undefined);
  if (old !== undefined && !old.isFile()) return await writeFile(target, content);
  const mode = old === undefined ? undefined : old.mode & 0o7777;
  await writeAll([{ path: target, content }], (file, staged) => stage({ ...file, existing: "replace", mode }, staged));
}

/** As `writeWhole`, at once: for a process that may end at any moment, or is about to. */
export function writeWholeNow(path: string, content: string): void {
  const old = statSync(path, { throwIfNoEntry: false });
  if (old !== undefined && !old.isFile()) return writeFileSync(path, content);
  const target = old === undefined ? path : realpathSync(path);
  clearStale(dirname(target));
  const temporary = join(dirname(target), `.nbproof-${randomUUID()}`);
  try {
    writeFileSync(temporary, content, { flag: "wx" });
    // Not as an option of writing, which the process's mask would cut down.
    if (old !== undefined) chmodSync(temporary, old.mode & 0o7777);
    renameSync(temporary, target);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}

/** What has been done so far, to be given its name or cleared away. */
interface Staged {
  readonly files: { readonly temporary: string; readonly path: string; readonly existing: "refuse" | "replace" }[];
  /** New folders and files. */
  readonly made: string[];
}

/**
 * Each file is written beside its target first, and only when all are there do they take their names, so that a reader
 * sees an old file or a new one, and one that is refused leaves nothing behind.
 */
async function writeAll(
  files: readonly FileToWrite[],
  stageOne: (file: FileToWrite, staged: Staged) => Promise<void>,
  failed: (path: string, cause: unknown) => unknown = (_path, cause) => cause,
): Promise<void> {
  const staged: Staged = { files: [], made: [] };
  const refuse = (path: string) => (cause: unknown) => Promise.reject(failed(path, cause));
  for (const folder of new Set(files.map(({ path }) => dirname(path)))) clearStale(folder);
  try {
    for (const file of files) await stageOne(file, staged).catch(refuse(file.path));
    for (const file of staged.files) await name(file, staged).catch(refuse(file.path));
  } catch (cause) {
    await clearAway(staged.made.toReversed());
    throw cause;
  } finally {
    await clearAway(staged.files.map(({ temporary }) => temporary));
  }
}

/** Writing takes seconds; another process may be at it, on another machine too. */
const staleAfter = 600_000;

/** Removes what a process left that was killed while it wrote. */
function clearStale(folder: string): void {
  try {
    for (const each of readdirSync(folder)) {
      if (!/^\.nbproof-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.tmp)?$/.test(each)) continue;
      const path = join(folder, each);
      if (statSync(path).mtimeMs < Date.now() - staleAfter) rmSync(path, { force: true });
    }
  } catch {
    // A folder that is not there yet, or not ours to change: what is wrong with it is told where files are written.
  }
}

async function makeFolder(path: string, { made }: Staged): Promise<void> {
  const folder = await mkdir(dirname(path), { recursive: true });
  if (folder !== undefined) made.push(folder);
}

/** Finds now what would stop the renaming half-way, and a link that leads out of the folder. */
async function checkTarget(folder: string, path: string): Promise<void> {
  if (await isFolderItself(path)) throw Object.assign(new Error("It is a folder"), { code: "EISDIR" });
  const place = relative(await realpath(folder), await realpath(dirname(path)));
  if (place.split(/[\\/]/)[0] === "..") throw new Error("a link leads to a folder outside the pack");
}

/** A link to one is none: it can be replaced. */
async function isFolderItself(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (cause) {
    if (isMissing(cause)) return false;
    throw cause;
  }
}

interface FileToStage extends FileToWrite {
  readonly existing: "refuse" | "replace";
  readonly mode?: number | undefined;
}

async function stage({ path, content, existing, mode }: FileToStage, { files }: Staged): Promise<void> {
  // The target's own name may be as long as a name can be.
  const temporary = join(dirname(path), `.nbproof-${randomUUID()}.tmp`);
  files.push({ temporary, path, existing });
  await writeFile(temporary, content, { flag: "wx" });
  // Not as an option of writing, which the process's mask would cut down.
  if (mode !== undefined) await chmod(temporary, mode);
}

async function name({ temporary, path, existing }: Staged["files"][number], { made }: Staged): Promise<void> {
  if (existing === "replace") return await rename(temporary, path);
  // A link, since renaming would replace a file that has come meanwhile.
  await link(temporary, path);
  made.push(path);
}

/** What cannot be cleared away must not hide why a file cannot be written. */
async function clearAway(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true }).catch(() => undefined);
}
