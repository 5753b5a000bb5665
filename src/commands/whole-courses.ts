import { resolve, sep } from "node:path";

import type { Course } from "../lesson/course.ts";
import { readCourses, type ReadResult } from "../spec/read-courses.ts";
import { UsageError } from "./usage-error.ts";

/** Courses as they are built, and the lessons that were asked for. */
export interface WholeCourses extends ReadResult {
  /** Their files, absolute. */
  readonly asked: ReadonlySet<string>;
}

/** A notebook pack is built whole: naming one lesson means its course. */
export async function readWholeCourses(paths: readonly string[], cwd: string): Promise<WholeCourses> {
  const read = await readCourses(paths, { cwd });
  const asked = new Set(read.courses.flatMap(({ lessons }) => lessons.map(({ path }) => path)));
  const partial = read.courses.some(({ listed, selected }) => listed.length !== selected.length);
  if (!partial) return { ...read, asked };
  const whole = await readCourses(
    read.courses.map((course) => course.path ?? course.folder),
    { cwd },
  );
  return { ...whole, asked };
}

/** Courses of which every file is in order. */
export function soundCourses(
  { courses, diagnostics }: ReadResult,
  cwd: string,
  command: "build" | "site",
): readonly Course[] {
  const wrong = diagnostics.map(({ place }) => resolve(cwd, place.file));
  const whole = courses.filter(
    ({ folder, lessons, selected }) =>
      lessons.length === selected.length && !wrong.some((file) => file.startsWith(folder + sep)),
  );
  const twin = whole.find(({ name }, index) => whole.findIndex((other) => other.name === name) !== index);
  if (twin !== undefined) {
    throw new UsageError(`Two courses would be built as ${twin.name}: build them with an --out of their own`, command);
  }
  return whole;
}
