import { readdir } from "node:fs/promises";
import path from "node:path";

import { isFolder } from "../source/is-folder.ts";

/** What a path holds: the notebooks, absolute; and whether it is a notebook itself. */
export interface FoundNotebooks {
  readonly files: readonly string[];
  readonly isNotebook: boolean;
}

/** The notebooks that a path means: the one, or all in a folder and below it, in order of their names. */
export async function findNotebooks(target: string): Promise<FoundNotebooks> {
  if (isNotebookName(target)) return { files: [target], isNotebook: true };
  return { files: (await isFolder(target)) ? await notebooksBelow(target) : [], isNotebook: false };
}

async function notebooksBelow(folder: string): Promise<readonly string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  // A course names its files itself; an environment's notebooks are not the author's.
  if (entries.some(({ name }) => /^(?:course\.ya?ml|pyvenv\.cfg)$/.test(name))) return [];
  const files: string[] = [];
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isFile() && isNotebookName(entry.name)) files.push(file);
    if (entry.isDirectory() && isLookedInto(entry.name)) files.push(...(await notebooksBelow(file)));
  }
  return files;
}

/** Whether a path names a notebook. */
export function isNotebookName(file: string): boolean {
  return file.endsWith(".ipynb");
}

/** Hidden folders hold copies, Jupyter's `.ipynb_checkpoints` among them. */
function isLookedInto(name: string): boolean {
  return !name.startsWith(".") && name !== "node_modules" && name !== "__pycache__";
}
