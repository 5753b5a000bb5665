import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import type { Course } from "../lesson/course.ts";
import type { TemplateError } from "../notebook/templates.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { fileName } from "../source/read-source.ts";

/** What is wrong with a course's template, and the template's text by the name that the place has. */
export interface TemplateProblem {
  readonly diagnostic: Diagnostic;
  /** Empty where the file cannot be read. */
  readonly sources: ReadonlyMap<string, string>;
}

/** An error of a template as a diagnostic at its place. */
export function templateProblem({ fault }: TemplateError, course: Course, cwd: string): TemplateProblem {
  const { line = 1, column = 1, reason } = fault;
  const path = resolve(course.folder, "templates", fault.file);
  const file = fileName(cwd, path);
  const message = `The template cannot be used: ${reason}`;
  return {
    diagnostic: { code: "bad-template", place: { file, line, column }, message },
    sources: sourceOf(file, path),
  };
}

function sourceOf(file: string, path: string): ReadonlyMap<string, string> {
  try {
    return new Map([[file, readFileSync(path, "utf8")]]);
  } catch {
    // nunjucks names a file that is not there.
    return new Map();
  }
}
