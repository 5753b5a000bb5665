import type { Course } from "../../src/lesson/course.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import { readFiles, showDiagnostic } from "../spec/read-files.ts";

/** The course of some files, `course.yaml` among them, which must be in order; its folder goes when the test ends. */
export async function courseOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Course> {
  const { courses, diagnostics } = await readFiles(files);
  const [course] = courses;
  if (course === undefined || diagnostics.length > 0) throw new Error(diagnostics.map(showDiagnostic).join("\n"));
  return course;
}

/** A course of one lesson, given as the lines under `steps:`. */
export async function lessonOf(steps: string): Promise<{ readonly course: Course; readonly lesson: Lesson }> {
  const course = await courseOf({
    "course.yaml": "title: Course\nlessons: [lesson.yaml]\n",
    "lesson.yaml": `title: Lesson\nsteps:\n${steps}`,
  });
  const [lesson] = course.lessons;
  if (lesson === undefined) throw new Error("The course has no lesson");
  return { course, lesson };
}
