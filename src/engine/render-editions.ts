import { resolve } from "node:path";

import type { Course } from "../lesson/course.ts";
import { renderCells } from "../notebook/cells.ts";
import { loadTemplates, TemplateError } from "../notebook/templates.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { fileName } from "../source/read-source.ts";
import type { LessonToRun } from "./run-input.ts";

/** Lessons with their cells, and what is wrong with the templates of courses, none of whose lessons is among them. */
export interface RenderedEditions {
  readonly lessons: readonly LessonToRun[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes the cells of both editions of each lesson, in order; a broken template stops its own course alone. */
export function renderEditions(courses: readonly Course[], { cwd }: { readonly cwd: string }): RenderedEditions {
  const lessons: LessonToRun[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const course of courses) {
    try {
      lessons.push(...renderLessons(course));
    } catch (cause) {
      if (!(cause instanceof TemplateError)) throw cause;
      diagnostics.push(templateDiagnostic(cause, course, cwd));
    }
  }
  return { lessons, diagnostics };
}

function renderLessons(course: Course): readonly LessonToRun[] {
  const templates = loadTemplates(course.folder);
  return course.lessons.map((lesson) => ({
    lesson,
    solutions: renderCells(course, lesson, { edition: "solutions", templates }),
    student: renderCells(course, lesson, { edition: "student", templates }),
  }));
}

/** What is wrong with a course's templates, at its place. */
export function templateDiagnostic({ fault }: TemplateError, course: Course, cwd: string): Diagnostic {
  const { file, line = 1, column = 1, reason } = fault;
  const place = { file: fileName(cwd, resolve(course.folder, "templates", file)), line, column };
  return { code: "bad-template", place, message: `The template cannot be used: ${reason}` };
}
