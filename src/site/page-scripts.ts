import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { packagePath } from "../package/package-path.ts";

/** The scripts of a site's pages, by name: bundled from src/browser when nbproof was built. */
export async function readPageScripts(): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = packagePath("dist/pages");
  const names = (await readdir(folder)).toSorted();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}
