import { existsSync } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import { resolve } from "node:path";

import type { RecordedFile } from "../lesson/recording.ts";
import { writeWhole } from "../source/write-files.ts";

/** Writes a file that was read; gives why it was not written: the file is no longer what was read. A link stays a link, and a byte-order mark stays. */
export async function writeChanged({ file, before, after }: RecordedFile, cwd: string): Promise<string | undefined> {
  const named = resolve(cwd, file);
  if (!existsSync(named)) return "The file is gone since it was read";
  const path = await realpath(named);
  const now = await readFile(path, "utf8");
  const mark = now.startsWith("\ufeff") ? "\ufeff" : "";
  if (now !== mark + before) return "The file has changed since it was read";
  await writeWhole(path, mark + after);
  return undefined;
}
