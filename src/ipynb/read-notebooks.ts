import { realpath } from "node:fs/promises";
import path from "node:path";

import { noNotebookSettings, type NotebookSettings } from "../lesson/notebook-settings.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { bareCourse } from "../lesson/bare-course.ts";
import { type Reading, readSource } from "../source/read-source.ts";
import type { SelectedCourse } from "../lesson/course.ts";
import { notebookLesson } from "./notebook-lesson.ts";
import { readNotebook } from "./read-notebook.ts";

/** Reads notebooks as lessons; what is wrong with one stops only itself. */
export async function readNotebooks(
  reading: Reading,
  files: readonly string[],
  settingsOf: (file: string) => NotebookSettings = () => noNotebookSettings,
): Promise<readonly SelectedCourse[]> {
  const courses: SelectedCourse[] = [];
  for (const file of files) {
    const lesson = await readLesson(reading, file, settingsOf(file));
    if (lesson === undefined) continue;
    const folder = path.dirname(lesson.path);
    const course = bareCourse(folder, path.basename(folder));
    courses.push({ ...course, lessons: [lesson], listed: [lesson.name], selected: [lesson.name] });
  }
  return courses;
}

async function readLesson(reading: Reading, file: string, settings: NotebookSettings): Promise<Lesson | undefined> {
  const source = await readSource(reading, file);
  if (source === undefined) return undefined;
  const before = reading.diagnostics.length;
  const report: Parameters<typeof readNotebook>[1] = (diagnostic) => reading.diagnostics.push(diagnostic);
  const notebook = readNotebook(source, report);
  if (notebook === undefined) return undefined;
  const lesson = notebookLesson(notebook, await realpath(file), { report, sources: reading.sources, settings });
  return reading.diagnostics.length > before ? undefined : lesson;
}
