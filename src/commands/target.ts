import type { Course } from "../lesson/course.ts";
import { UsageError } from "./usage-error.ts";

/** `lesson.yaml:42`, taken apart. */
export interface Target {
  readonly path: string;
  readonly line?: number;
}

/** A path, with the line behind it where there is one. */
export function parseTarget(operand: string): Target {
  const [, path, line] = /^(.+\.ya?ml):(\d{1,7})$/.exec(operand) ?? [];
  return path === undefined ? { path: operand } : { path, line: Number(line) };
}

/** The step that a line of the only lesson read belongs to, by its index; absent where the lesson could not be read. */
export function findStep(courses: readonly Course[], line: number): number | undefined {
  const [lesson] = courses.flatMap((course) => course.lessons);
  if (lesson === undefined) return undefined;
  const { file } = lesson.place;
  const cells = [...lesson.steps.entries()].filter(([, { kind, place }]) => kind !== "prose" && place.file === file);
  const at = cells.findLast(([, { place }]) => place.line <= line);
  if (at !== undefined) return at[0];
  const first = cells[0]?.[1].place.line;
  throw new UsageError(
    first === undefined
      ? `${file} has no step that runs`
      : `No step that runs begins at or before line ${line} of ${file}; the first is at line ${first}`,
    "validate",
  );
}
