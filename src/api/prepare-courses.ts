import { realpath } from "node:fs/promises";

import { renderEditions } from "../engine/render-editions.ts";
import type { LessonToRun } from "../engine/run-input.ts";
import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { Diagnostic } from "../source/diagnostic.ts";

export interface PrepareOptions {
  readonly cwd: string;
  /** Milliseconds for each cell in place of what the lessons say. */
  readonly timeout?: number | undefined;
}

/** Courses as they run, their lessons with the cells of both editions, and what is wrong with their templates. */
export interface PreparedCourses {
  readonly courses: readonly Course[];
  readonly rendered: readonly LessonToRun[];
  readonly diagnostics: readonly Diagnostic[];
  /** The text of the templates that the diagnostics are about. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Makes what was read ready to run; a broken template stops its own course alone. */
export async function prepareCourses(
  read: readonly Course[],
  { cwd, timeout }: PrepareOptions,
): Promise<PreparedCourses> {
  const courses = timeout === undefined ? read : read.map((course) => withTimeout(course, timeout));
  const { lessons: rendered, ...problems } = renderEditions(courses, { cwd: await realpath(cwd) });
  return { courses, rendered, ...problems };
}

function withTimeout(course: Course, timeout: number): Course {
  const limited = (lesson: Lesson): Lesson => ({
    ...lesson,
    timeout,
    steps: lesson.steps.map((step) => ({ ...step, timeout })),
  });
  return { ...course, lessons: course.lessons.map(limited) };
}
