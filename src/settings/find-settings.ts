import { readFile, stat } from "node:fs/promises";
import path from "node:path";

/** A file with settings, absolute. */
export interface FoundSettings {
  readonly file: string;
  readonly format: "yaml" | "toml";
}

/** A file's text; absent where there is no such file. */
export type TextOf = (file: string) => Promise<string | undefined> | string | undefined;

const names = ["nbproof.yaml", "nbproof.yml", "pyproject.toml"] as const;

/** Whether a file of this name may hold settings. */
export function isSettingsFile(name: string): boolean {
  return names.some((each) => each === name);
}

/**
 * The settings for what is run: those of the folder that all paths lie in, else of the nearest one above it, as far as the
 * project reaches. `nbproof.yaml` comes before `pyproject.toml`, which counts where it has a table `tool.nbproof`.
 * `textOf` says what stands in files; unless given, the disk does.
 */
export async function findSettings(
  paths: readonly string[],
  cwd: string,
  textOf: TextOf = textOnDisk,
): Promise<FoundSettings | undefined> {
  const folders = await Promise.all(paths.map((each) => folderOf(path.resolve(cwd, each))));
  for (let folder = commonFolder(folders); folder !== undefined; folder = await folderAbove(folder)) {
    const found = await settingsIn(folder, textOf);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is not there is for others to tell. */
async function folderOf(target: string): Promise<string> {
  return (await kindOf(target)) === "folder" ? target : path.dirname(target);
}

async function kindOf(target: string): Promise<"folder" | "file" | undefined> {
  try {
    return (await stat(target)).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}

function commonFolder([first, ...others]: readonly string[]): string | undefined {
  let common = first;
  while (common !== undefined && !others.every((each) => isWithin(each, common ?? ""))) common = above(common);
  return common;
}

function isWithin(target: string, folder: string): boolean {
  const relative = path.relative(folder, target);
  return relative === "" || !(relative === ".." || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative));
}

/** A repository is a project: what lies above it is not about it. */
async function folderAbove(folder: string): Promise<string | undefined> {
  return (await kindOf(path.join(folder, ".git"))) === undefined ? above(folder) : undefined;
}

function above(folder: string): string | undefined {
  const parent = path.dirname(folder);
  return parent === folder ? undefined : parent;
}

async function settingsIn(folder: string, textOf: TextOf): Promise<FoundSettings | undefined> {
  for (const name of names) {
    const file = path.join(folder, name);
    const text = await textOf(file);
    if (text === undefined) continue;
    if (name !== "pyproject.toml") return { file, format: "yaml" };
    if (/\bnbproof\b/.test(text)) return { file, format: "toml" };
  }
  return undefined;
}

/** One that cannot be read is for others to tell. */
async function textOnDisk(file: string): Promise<string | undefined> {
  return (await kindOf(file)) === "file" ? await readFile(file, "utf8").catch(() => "") : undefined;
}
