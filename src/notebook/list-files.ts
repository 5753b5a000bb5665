import { readdir } from "node:fs/promises";
import { isMissing } from "../source/is-missing.ts";
import { join, relative, sep } from "node:path";

/** The files below a folder, relative to it, with forward slashes; those that Jupyter keeps for itself are left out. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const paths = files.map((file) => relative(folder, join(file.parentPath, file.name)).split(sep).join("/"));
    return paths.filter((path) => !path.split("/").includes(".ipynb_checkpoints")).toSorted();
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
}
