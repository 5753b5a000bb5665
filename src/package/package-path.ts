import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where a file of this package lies: `python/fork_server.py`. The same from `src/` and from the bundles in `dist/`. */
export function packagePath(path: string): string {
  return join(root, path);
}

const root = packageAbove(import.meta.dirname);

function packageAbove(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error(`${import.meta.dirname} is in no package`);
  return packageAbove(above);
}
