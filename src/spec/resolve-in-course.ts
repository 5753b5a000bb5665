import { compact } from "../basics/compact.ts";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { SourcePlace } from "../source/place.ts";
import type { SpecFile } from "./spec-file.ts";
import { nearest } from "../basics/nearest.ts";
import type { YamlNode } from "./yaml-node.ts";

/** A file that an author names. */
export interface NamedFile {
  /** As written. */
  readonly name: string;
  /** The folder that it is relative to. */
  readonly folder: string;
  /** The course's folder: absolute and real. */
  readonly courseFolder: string;
}

/** The real path of a file that lies in the course; one that does not, or is not there, is reported. */
export async function resolveInCourse(file: SpecFile, value: YamlNode, named: NamedFile): Promise<string | undefined> {
  const { name, folder, courseFolder } = named;
  const { place } = value;
  if (path.isAbsolute(name) || name.includes("\\")) {
    const advice = "Write a path relative to this file, with `/` between folders";
    file.report({ code: "bad-value", place, message: `\`${name}\` is no relative path`, advice });
    return undefined;
  }
  const written = path.join(folder, name);
  if (written === folder || written === `${folder}${path.sep}`) {
    file.report({
      code: "missing-file",
      place,
      message: `\`${name}\` is a folder, and a file is due here`,
      advice: "Name a file in it",
    });
    return undefined;
  }
  const real = await realOf(written);
  // A link inside the course may lead out of it.
  if (!isInside(courseFolder, written) || (real !== undefined && !isInside(courseFolder, real))) {
    file.report({ code: "outside-pack", place, message: `\`${name}\` lies outside the course's folder` });
    return undefined;
  }
  if (real === undefined) file.report(await missing(place, named));
  else if (!(await stat(real)).isFile()) {
    const message = `\`${name}\` is a folder, and a file is due here`;
    file.report({ code: "missing-file", place, message, advice: "Name a file in it" });
    return undefined;
  }
  return real;
}

async function missing(place: SourcePlace, named: NamedFile): Promise<Diagnostic> {
  const message = `There is no file \`${named.name}\``;
  const near = await nearName(named);
  return {
    code: "missing-file",
    place,
    message,
    ...compact({ advice: near === undefined ? undefined : `Did you mean \`${near}\`?` }),
  };
}

/** What the author may have meant: what is there, by a name that is nearly the same. */
export async function nearName({ name, folder }: Pick<NamedFile, "name" | "folder">): Promise<string | undefined> {
  const near = nearest(path.basename(name), await namesIn(path.join(folder, path.dirname(name))));
  return near === undefined ? undefined : path.posix.join(path.posix.dirname(name), near);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== "" && relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

async function realOf(file: string): Promise<string | undefined> {
  try {
    return await realpath(file);
  } catch {
    return undefined;
  }
}
