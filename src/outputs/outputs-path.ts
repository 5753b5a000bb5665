import { dirname, join } from "node:path";

import type { Lesson } from "../lesson/lesson.ts";

/** Where the outputs of a lesson are recorded, absolute. */
export function outputsPath({ path, name }: Pick<Lesson, "path" | "name">): string {
  return join(dirname(path), "recorded", `${name}.json`);
}

/** The most bytes that such a file may have: all of a course's are read in each build. */
export const MOST_BYTES = 20_000_000;
