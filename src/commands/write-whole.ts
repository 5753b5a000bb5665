import { chmod, realpath, rename, rm, stat, writeFile } from "node:fs/promises";

/**
 * Writes a file whole or not at all: beside its target first, then renamed. One that is replaced keeps who may read,
 * write and execute it, and a link to it stays a link.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const temporary = `${target}.${process.pid}.tmp`;
  const mode = await stat(target).then(
    (old) => old.mode & 0o7777,
    () => undefined,
  );
  try {
    await writeFile(temporary, text);
    // Not as an option of writing, which the process's mask would cut down.
    if (mode !== undefined) await chmod(temporary, mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
