import type { Course } from "../lesson/course.ts";
import { renderCells } from "../notebook/cells.ts";
import { loadTemplates, TemplateError } from "../notebook/templates.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { LessonToRun } from "./run-input.ts";
import { templateProblem } from "./template-diagnostic.ts";

/** Lessons with their cells, and what is wrong with the templates of courses, none of whose lessons is among them. */
export interface RenderedEditions {
  readonly lessons: readonly LessonToRun[];
  readonly diagnostics: readonly Diagnostic[];
  /** The text of the templates that the diagnostics are about. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Makes the cells of both editions of each lesson, in order; a broken template stops its own course alone. */
export function renderEditions(courses: readonly Course[], { cwd }: { readonly cwd: string }): RenderedEditions {
  const lessons: LessonToRun[] = [];
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, string>();
  for (const course of courses) {
    try {
      lessons.push(...renderLessons(course));
    } catch (cause) {
      if (!(cause instanceof TemplateError)) throw cause;
      const problem = templateProblem(cause, course, cwd);
      diagnostics.push(problem.diagnostic);
      for (const [file, text] of problem.sources) sources.set(file, text);
    }
  }
  return { lessons, diagnostics, sources };
}

function renderLessons(course: Course): readonly LessonToRun[] {
  const templates = loadTemplates(course.folder);
  return course.lessons.map((lesson) => ({
    lesson,
    solutions: renderCells(course, lesson, { edition: "solutions", templates }),
    student: renderCells(course, lesson, { edition: "student", templates }),
  }));
}
