import { join, resolve } from "node:path";

import { templateProblem } from "../engine/template-diagnostic.ts";
import type { Course, SelectedCourse } from "../lesson/course.ts";
import { TemplateError } from "../notebook/templates.ts";
import { type CourseChanges, planCourse, writeCourse } from "../notebook/write-course.ts";
import type { StaleRecord } from "../outputs/course-outputs.ts";
import { type FilesWithOutputs, renderWithOutputs } from "../outputs/render-with-outputs.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { asRead, readCourse, type ReadCourse } from "./read-course.ts";

export interface BuildOptions {
  /** The folder in which the course gets a folder of its own name. Default: `dist-notebooks`. */
  readonly out?: string;
  /** Write nothing; only say what would change. Default: `false`. */
  readonly dryRun?: boolean;
}

/** What a build changed, or with `dryRun` would change. */
export interface BuiltCourse extends CourseChanges {
  /** Where the notebooks are, absolute. */
  readonly folder: string;
  /** What is wrong with the course; where anything is, nothing was built and all is as it was. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of each file that the diagnostics may name, a template's too, by the name that places have. */
  readonly sources: ReadonlyMap<string, string>;
  /** Recorded outputs that are no longer the lessons', and were left out. */
  readonly stale: readonly StaleRecord[];
}

/**
 * Makes a course's notebooks and the files beside them, whole or not at all; of one lesson, those of its course. Throws
 * `CourseConflictError` where two files would have one name, `CourseWriteError`, and a `TypeError` for a notebook.
 */
export async function buildCourse(course: Course | ReadCourse, options: BuildOptions = {}): Promise<BuiltCourse> {
  const { out = "dist-notebooks", dryRun = false } = options;
  const read = await readWhole(asRead(course));
  const folder = join(resolve(read.cwd, out), read.course?.name ?? "");
  const { files, ...known } = await render(read);
  if (known.diagnostics.length > 0) return { folder, ...known, written: [], removed: [], unchanged: [] };
  const changes = dryRun ? await planCourse(folder, files) : await writeCourse(folder, files);
  return { folder, ...known, ...changes };
}

/** A course of which lessons were left out would lose their notebooks. */
async function readWhole(read: ReadCourse): Promise<ReadCourse> {
  const { course, cwd } = read;
  if (course === undefined || !isSelected(course) || course.listed.length === course.lessons.length) return read;
  return await readCourse(course.path ?? course.folder, { cwd });
}

/** Whether the course is one that was read, which may be without some of its lessons. */
function isSelected(course: Course): course is SelectedCourse {
  return "listed" in course && "selected" in course;
}

async function render({ course, diagnostics, sources, cwd }: ReadCourse): Promise<Omit<FilesWithOutputs, "pictures">> {
  if (course === undefined || diagnostics.length > 0) return { files: [], diagnostics, sources, stale: [] };
  const notebook = course.lessons.find((lesson) => lesson.cwd !== undefined);
  if (notebook !== undefined)
    throw new TypeError(`${notebook.place.file} is a notebook: there is nothing to build of it`);
  try {
    const { pictures: _pictures, ...rendered } = await renderWithOutputs(course, cwd);
    return { ...rendered, sources: new Map([...sources, ...rendered.sources]) };
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause;
    const problem = templateProblem(cause, course, cwd);
    const all = new Map([...sources, ...problem.sources]);
    return { files: [], diagnostics: [problem.diagnostic], sources: all, stale: [] };
  }
}
