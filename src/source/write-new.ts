import { link, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface NewFile {
  /** Absolute. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes all of the files or none, and nothing over what is there: each is written under another name first, and only
 * when all are there do they get their own, which a file that has come meanwhile keeps (`EEXIST`).
 */
export async function writeNew(files: readonly NewFile[]): Promise<void> {
  const staged = files.map(({ path }, index) => join(dirname(path), `.nbproof-${process.pid}-${index}.tmp`));
  const made: string[] = [];
  try {
    for (const [index, { path, content }] of files.entries()) {
      const folder = await mkdir(dirname(path), { recursive: true });
      if (folder !== undefined) made.push(folder);
      await writeFile(staged[index] ?? path, content, { flag: "wx" });
    }
    for (const [index, { path }] of files.entries()) {
      // A link, since renaming would replace.
      await link(staged[index] ?? path, path);
      made.push(path);
    }
  } catch (cause) {
    for (const path of made.toReversed()) await rm(path, { recursive: true, force: true });
    throw cause;
  } finally {
    for (const path of staged) await rm(path, { force: true });
  }
}
