import type { Course } from "../lesson/course.ts";
import { loadPictures, type Pictures } from "../notebook/pictures.ts";
import { type CourseFile, renderCourse } from "../notebook/render-course.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Reading } from "../source/read-source.ts";
import { readCourseOutputs, type StaleRecord } from "./course-outputs.ts";

/** A course's files with what is recorded of its lessons. */
export interface FilesWithOutputs {
  /** None where recorded outputs cannot be read. */
  readonly files: readonly CourseFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** The text of each file that the diagnostics are about, by the name that places have. */
  readonly sources: ReadonlyMap<string, string>;
  readonly stale: readonly StaleRecord[];
  /** Those that its notebooks embed. */
  readonly pictures: Pictures;
}

/** Makes all files of a course as `renderCourse` does, and throws what that throws; no kernel is started. */
export async function renderWithOutputs(course: Course, cwd: string): Promise<FilesWithOutputs> {
  const reading: Reading = { cwd, sources: new Map(), diagnostics: [] };
  const { outputs, stale } = await readCourseOutputs(reading, course);
  const { diagnostics, sources } = reading;
  const pictures = await loadPictures(course);
  const files = diagnostics.length > 0 ? [] : await renderCourse(course, { outputs, pictures });
  return { files, diagnostics, sources, stale, pictures };
}
