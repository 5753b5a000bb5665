import { createHash } from "node:crypto";

/** The name of a folder that changes with what is in it, so that browsers can keep it for ever. */
export function hashedFolder(name: string, files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash("sha256");
  for (const [path, content] of files) hash.update(`${path} ${content.length}\n`).update(content);
  return `${name}-${hash.digest("hex").slice(0, 16)}`;
}

/** Where in a site its kernel is. */
export function kernelFolder(files: ReadonlyMap<string, Uint8Array>): string {
  return hashedFolder("assets/kernel", files);
}
