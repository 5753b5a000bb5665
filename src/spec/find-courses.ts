import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";

/** Lessons to read: a course's, or those of a folder without a course. */
export interface FoundCourse {
  /** Absolute and real. */
  readonly folder: string;
  /** `course.yaml`, where there is one. */
  readonly courseFile?: string;
  /** The lessons that were asked for, absolute and real; absent where all are. */
  readonly lessons?: readonly string[];
}

/** The courses that a path means: a course, a lesson, a folder of either; none where there is nothing of the kind. */
export async function findCourses(target: string): Promise<readonly FoundCourse[]> {
  const real = await realOf(target);
  if (real === undefined) return [];
  if (!(await stat(real)).isDirectory()) return [await courseOfFile(real)];
  return coursesInFolder(real);
}

async function courseOfFile(file: string): Promise<FoundCourse> {
  const folder = path.dirname(file);
  if (isCourseFile(file)) return { folder, courseFile: file };
  const courseFile = await courseAbove(folder);
  return courseFile === undefined
    ? { folder, lessons: [file] }
    : { folder: path.dirname(courseFile), courseFile, lessons: [file] };
}

async function coursesInFolder(folder: string): Promise<readonly FoundCourse[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const courseFile = entries.find((entry) => entry.isFile() && isCourseFile(entry.name));
  if (courseFile !== undefined) return [{ folder, courseFile: path.join(folder, courseFile.name) }];

  const courses: FoundCourse[] = [];
  const lessons = entries.filter((entry) => entry.isFile() && isLessonName(entry.name));
  if (lessons.length > 0) courses.push({ folder, lessons: lessons.map(({ name }) => path.join(folder, name)) });
  for (const entry of entries) {
    const courseBelow = entry.isDirectory() ? await courseIn(path.join(folder, entry.name)) : undefined;
    if (courseBelow !== undefined) courses.push({ folder: path.dirname(courseBelow), courseFile: courseBelow });
  }
  return courses;
}

/** `nbproof.yaml` holds settings. */
function isLessonName(name: string): boolean {
  return /\.ya?ml$/.test(name) && !/^nbproof\.ya?ml$/.test(name);
}

function isCourseFile(file: string): boolean {
  return /^course\.ya?ml$/.test(path.basename(file));
}

async function courseIn(folder: string): Promise<string | undefined> {
  for (const name of ["course.yaml", "course.yml"]) {
    const file = path.join(folder, name);
    if ((await realOf(file)) !== undefined) return file;
  }
  return undefined;
}

async function courseAbove(folder: string): Promise<string | undefined> {
  const found = await courseIn(folder);
  const above = path.dirname(folder);
  return found ?? (above === folder ? undefined : courseAbove(above));
}

async function realOf(file: string): Promise<string | undefined> {
  try {
    return await realpath(file);
  } catch {
    return undefined;
  }
}
