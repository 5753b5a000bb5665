import { readFile } from "node:fs/promises";
import path from "node:path";

import type { Diagnostic } from "./diagnostic.ts";
import { type SourceFile, sourceFile } from "./source-file.ts";

/** One reading of files: what has been read so far. */
export interface Reading {
  readonly cwd: string;
  /** File as named in places → its text. */
  readonly sources: Map<string, string>;
  readonly diagnostics: Diagnostic[];
  /** File as named in places → the text that it would have, in place of what stands there. */
  readonly texts?: ReadonlyMap<string, string>;
  /** Takes the path of each file that is read, where somebody wants to know. */
  readonly reads?: Set<string>;
}

/** The file as the user would name it: relative to the working directory where it lies in it. */
export function fileName(cwd: string, file: string): string {
  const relative = path.relative(cwd, file);
  const inside =
    relative !== "" && relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
  return inside ? relative.replaceAll(path.sep, "/") : file;
}

/** A file as text; reports one that cannot be read, or is not text. */
export async function readSource(reading: Reading, file: string): Promise<SourceFile | undefined> {
  const name = fileName(reading.cwd, file);
  const instead = reading.texts?.get(name);
  if (instead !== undefined) {
    reading.sources.set(name, instead);
    return sourceFile(name, instead);
  }
  const place = { file: name, line: 1, column: 1 };
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    reading.diagnostics.push({ code: "missing-file", place, message: `The file cannot be read: ${reason(error)}` });
    return undefined;
  }
  const text = decode(bytes);
  if (text !== undefined) {
    reading.sources.set(name, text);
    return sourceFile(name, text);
  }
  reading.diagnostics.push({ code: "not-text", place, message: "The file is not text in UTF-8" });
  return undefined;
}

/** A byte-order mark is no part of the text. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return "there is none of this name";
    case "EISDIR":
      return "it is a folder";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
