import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import path from "node:path";

import { compact } from "../basics/compact.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { checkFileNames } from "./check-file-names.ts";
import { findCourses, type FoundCourse } from "./find-courses.ts";
import { noDefaults } from "./lesson-defaults.ts";
import { type CourseHead, readCourseFile } from "./read-course-file.ts";
import { bareCourse } from "../lesson/bare-course.ts";
import type { SelectedCourse } from "../lesson/course.ts";
import { fileName, type Reading } from "../source/read-source.ts";
import { lessonName } from "./lesson-name.ts";
import { readLesson } from "./read-lesson.ts";
import { nearName } from "./resolve-in-course.ts";

/** What paths hold: the courses as far as they are in order, and all that is not. */
export interface ReadResult {
  readonly courses: readonly SelectedCourse[];
  /** File by file as they were read, each file's in the order of its lines. */
  readonly diagnostics: readonly Diagnostic[];
  /** File as named in places → its text. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Reads courses and lessons. A path is a course's folder or its `course.yaml`, a lesson's file, a folder of lessons, or a
 * folder of courses. Nothing is thrown for what an author wrote, nor for a path that is not there: each is a diagnostic.
 */
export async function readCourses(
  paths: readonly string[],
  { cwd, texts }: Pick<Reading, "cwd" | "texts">,
): Promise<ReadResult> {
  const reading: Reading = { cwd: await realpath(cwd), sources: new Map(), diagnostics: [], ...compact({ texts }) };
  const found = await findAll(reading, paths);
  const courses: SelectedCourse[] = [];
  for (const each of found) courses.push(await readOneCourse(reading, each));
  return { courses, diagnostics: inOrder(reading.diagnostics), sources: reading.sources };
}

/** Each course once, with all the lessons that any of the paths asks for. */
async function findAll(reading: Reading, paths: readonly string[]): Promise<readonly FoundCourse[]> {
  const courses = new Map<string, FoundCourse>();
  for (const each of paths) {
    const target = path.resolve(reading.cwd, each);
    const instead = otherTexts(target);
    if (instead !== undefined && existsSync(target)) {
      const place = { file: fileName(reading.cwd, target), line: 1, column: 1 };
      reading.diagnostics.push({
        code: "missing-file",
        place,
        message: "This is no lesson and no notebook",
        advice: instead,
      });
      continue;
    }
    const found = await findCourses(target);
    if (found.length === 0) reading.diagnostics.push(await nothingThere(reading, target));
    for (const course of found) {
      const key = course.courseFile ?? course.folder;
      courses.set(key, merged(courses.get(key), course));
    }
  }
  return [...courses.values()];
}

/** What makes a lesson or a notebook of such a file. */
function otherTexts(file: string): string | undefined {
  const name = path.basename(file);
  if (/\.(?:md|markdown)$/i.test(name)) return `Make a lesson of it with nbproof import ${name}`;
  if (/^nbproof\.ya?ml$/.test(name))
    return "It holds settings for its folder: name the folder, or what is to run in it";
  return /\.py$/i.test(name)
    ? `Make a notebook of it with jupytext --to ipynb ${name}, and a lesson of that with nbproof import`
    : undefined;
}

async function nothingThere({ cwd }: Reading, target: string): Promise<Diagnostic> {
  const file = fileName(cwd, target);
  const there = existsSync(target);
  const near = there ? undefined : await nearName({ name: file, folder: path.isAbsolute(file) ? "/" : cwd });
  return {
    code: "missing-file",
    place: { file, line: 1, column: 1 },
    message: there ? "There is no lesson and no course here" : "There is nothing of this name",
    advice:
      near === undefined
        ? "Name a lesson's file, or a folder with a course.yaml or with lessons"
        : `Did you mean \`${near}\`?`,
  };
}

function merged(before: FoundCourse | undefined, course: FoundCourse): FoundCourse {
  if (before === undefined) return course;
  if (before.lessons === undefined || course.lessons === undefined) {
    const { lessons: _some, ...all } = before;
    return all;
  }
  return { ...before, lessons: [...new Set([...before.lessons, ...course.lessons])] };
}

async function readOneCourse(reading: Reading, found: FoundCourse): Promise<SelectedCourse> {
  const { course, lessonFiles, defaults } = await readHead(reading, found);
  const asked = found.lessons;
  const known = asked === undefined ? lessonFiles : lessonFiles.filter((file) => asked.includes(file));
  const unlisted = asked?.filter((file) => !lessonFiles.includes(file)) ?? [];
  const listed = lessonFiles.map(lessonName);
  const lessons: Lesson[] = [];
  for (const file of [...known, ...unlisted]) {
    const lesson = await readLesson(reading, file, { courseFolder: course.folder, defaults, listed });
    if (lesson !== undefined) lessons.push(lesson);
  }
  reading.diagnostics.push(...(await checkFileNames(lessons)));
  const selected = [...known, ...unlisted].map(lessonName);
  return { ...course, lessons, listed, selected };
}

async function readHead(reading: Reading, { folder, courseFile, lessons = [] }: FoundCourse): Promise<CourseHead> {
  if (courseFile !== undefined) return readCourseFile(reading, courseFile);
  return { course: bareCourse(folder, path.basename(folder)), lessonFiles: lessons, defaults: noDefaults };
}

/** A file that several lessons include has its diagnostics once. */
function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ place }) => place.file))];
  const once = new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...once.values()].toSorted(
    ({ place: a }, { place: b }) =>
      files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}
