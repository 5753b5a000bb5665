import { randomUUID } from "node:crypto";
import { chmod, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Writes a file whole or not at all: beside its target first, then renamed. One that is replaced keeps who may read,
 * write and execute it, and a link to it stays a link. What is no file, such as `/dev/stdout`, is written into.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const old = await stat(target).catch(() => undefined);
  if (old !== undefined && !old.isFile()) return await writeFile(target, text);
  // The target's own name may be as long as a name can be.
  const temporary = join(dirname(target), `.nbproof-${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, text);
    // Not as an option of writing, which the process's mask would cut down.
    if (old !== undefined) await chmod(temporary, old.mode & 0o7777);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
