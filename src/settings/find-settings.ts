import { readFile, stat } from "node:fs/promises";
import path from "node:path";

/** A file with settings, absolute. */
export interface FoundSettings {
  readonly file: string;
  readonly format: "yaml" | "toml";
}

/**
 * The settings for what is run: those of the folder that all paths lie in, else of the nearest one above it, as far as the
 * project reaches. `nbproof.yaml` comes before `pyproject.toml`, which counts where it has a table `tool.nbproof`.
 */
export async function findSettings(paths: readonly string[], cwd: string): Promise<FoundSettings | undefined> {
  const folders = await Promise.all(paths.map((each) => folderOf(path.resolve(cwd, each))));
  for (let folder = commonFolder(folders); folder !== undefined; folder = await folderAbove(folder)) {
    const found = await settingsIn(folder);
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

async function settingsIn(folder: string): Promise<FoundSettings | undefined> {
  for (const name of ["nbproof.yaml", "nbproof.yml"]) {
    const file = path.join(folder, name);
    if ((await kindOf(file)) === "file") return { file, format: "yaml" };
  }
  const file = path.join(folder, "pyproject.toml");
  const isOurs = (await kindOf(file)) === "file" && /\bnbproof\b/.test(await readFile(file, "utf8"));
  return isOurs ? { file, format: "toml" } : undefined;
}
