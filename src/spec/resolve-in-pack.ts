import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { SpecFile } from "./spec-file.ts";
import type { YamlNode } from "./yaml-node.ts";

/** A file that an author names. */
export interface NamedFile {
  /** As written. */
  readonly name: string;
  /** The folder that it is relative to. */
  readonly folder: string;
  /** The pack's folder: absolute and real. */
  readonly pack: string;
}

/** The real path of a file that lies in the pack; one that does not, or is not there, is reported. */
export async function resolveInPack(file: SpecFile, value: YamlNode, named: NamedFile): Promise<string | undefined> {
  const { name, folder, pack } = named;
  const { place } = value;
  if (path.isAbsolute(name) || name.includes("\\")) {
    const advice = "Write a path relative to this file, with `/` between folders";
    file.report({ code: "bad-value", place, message: `\`${name}\` is no relative path`, advice });
    return undefined;
  }
  const real = await realFile(path.join(folder, name));
  if (real === undefined) {
    file.report({ code: "missing-file", place, message: `There is no file \`${name}\` beside this one` });
  } else if (!isInside(pack, real)) {
    file.report({ code: "outside-pack", place, message: `\`${name}\` lies outside the pack's folder` });
  } else return real;
  return undefined;
}

/** Whether a path lies in a folder; both absolute and real. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== "" && relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

async function realFile(file: string): Promise<string | undefined> {
  try {
    return (await stat(file)).isFile() ? await realpath(file) : undefined;
  } catch {
    return undefined;
  }
}
