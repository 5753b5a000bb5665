import { realpath } from "node:fs/promises";

import { compact } from "../basics/compact.ts";
import type { Course } from "../lesson/course.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { fileName } from "../source/read-source.ts";
import { projectSettings } from "./project-settings.ts";
import { readTargets } from "./read-targets.ts";

export interface ReadCourseOptions {
  /** The folder that the path is relative to, and the names of files in the result. Default: the process's. */
  readonly cwd?: string;
  /** The environment of which settings may pass variables on. Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What a path holds: a course, and all that is wrong with its files. */
export interface ReadCourse {
  /** As far as it is in order; absent where nothing of it is. */
  readonly course?: Course;
  /** In the order of files and lines; empty where all is in order. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of each file, by the name that places have. */
  readonly sources: ReadonlyMap<string, string>;
  /** The folder that names of files are relative to, absolute. */
  readonly cwd: string;
  /** What the project's settings add to the environment of kernels. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Several courses where one was meant: each has to be read by its own path. */
export class SeveralCoursesError extends Error {
  override readonly name = "SeveralCoursesError";
  /** Their paths, to read one of. */
  readonly paths: readonly string[];

  constructor(path: string, paths: readonly string[]) {
    super(`${path} holds ${paths.length} courses: read one of ${paths.join(", ")}`);
    this.paths = paths;
  }
}

/**
 * Reads a course: its folder, its `course.yaml`, one of its lessons, or a notebook. Nothing is thrown for what an author
 * wrote, nor for a path that is not there: each is a diagnostic. Throws `SeveralCoursesError`.
 */
export async function readCourse(path: string, options: ReadCourseOptions = {}): Promise<ReadCourse> {
  const cwd = await realpath(options.cwd ?? process.cwd());
  const { settings, ...project } = await projectSettings([path], { cwd, env: options.env ?? process.env });
  if (project.diagnostics.length > 0) return { ...project, cwd };
  const { courses, diagnostics, sources } = await readTargets([path], { cwd, settings });
  const [course, ...others] = courses;
  if (course === undefined) return { diagnostics, sources, cwd };
  if (others.length > 0) {
    const paths = courses.map((each) => fileName(cwd, pathOf(each)));
    throw new SeveralCoursesError(path, paths);
  }
  const environment = settings?.environment;
  return { course, diagnostics, sources, cwd, ...compact({ environment }) };
}

/** A notebook is a course of its own, in a folder that it may share. */
function pathOf({ path, folder, lessons: [lesson] }: Course): string {
  if (lesson?.cwd !== undefined) return lesson.path;
  return path ?? folder;
}

/** A course with what is known of its files; of one that was made otherwise, nothing is. */
export function asRead(course: Course | ReadCourse): ReadCourse {
  if ("diagnostics" in course) return course;
  return { course, diagnostics: [], sources: new Map(), cwd: process.cwd() };
}
