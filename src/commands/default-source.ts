import { existsSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

/** What is meant where no path is named, and where its notebooks go; both as seen from the folder. */
export interface DefaultSource {
  readonly source: string;
  readonly out: string;
}

/** The course that the folder is or lies in, else `notebooks-src`. What is built goes beside `notebooks-src`. */
export function defaultSource(cwd: string): DefaultSource {
  const course = existsSync(join(cwd, "notebooks-src")) ? undefined : courseAbove(cwd);
  if (course === undefined) return { source: "notebooks-src", out: "dist-notebooks" };
  const home = basename(dirname(course)) === "notebooks-src" ? dirname(dirname(course)) : course;
  return { source: relative(cwd, course) || ".", out: join(relative(cwd, home), "dist-notebooks") };
}

function courseAbove(folder: string): string | undefined {
  if (["course.yaml", "course.yml"].some((name) => existsSync(join(folder, name)))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : courseAbove(above);
}
