import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Of a snapshot's bytes, before them. */
const digestSize = 32;

/** The snapshot of this name, unless there is none or it is damaged. */
export async function readSnapshot(folder: string, name: string): Promise<Uint8Array | undefined> {
  try {
    const file = await readFile(join(folder, fileName(name)));
    const bytes = file.subarray(digestSize);
    return file.subarray(0, digestSize).equals(digestOf(bytes)) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a snapshot, whole or not at all, in the place of earlier ones of its kind (`kind-…`). It can be made again: a
 * folder that cannot be written to is no failure.
 */
export async function writeSnapshot(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const unfinished = join(folder, `${fileName(name)}.${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(unfinished, [digestOf(bytes), bytes], { flag: "wx" });
    await rename(unfinished, join(folder, fileName(name)));
    await removeOthers(folder, name);
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

async function removeOthers(folder: string, name: string): Promise<void> {
  const kind = name.slice(0, name.lastIndexOf("-") + 1);
  for (const entry of await readdir(folder)) {
    if (entry.startsWith(kind) && entry.endsWith(".snapshot") && entry !== fileName(name)) {
      await rm(join(folder, entry), { force: true });
    }
  }
}

function fileName(name: string): string {
  return `${name}.snapshot`;
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
