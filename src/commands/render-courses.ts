import { realpath } from "node:fs/promises";

import { templateProblem, type TemplateProblem } from "../engine/template-diagnostic.ts";
import type { Course } from "../lesson/course.ts";
import { type CourseFile, renderCourse } from "../notebook/render-course.ts";
import { TemplateError } from "../notebook/templates.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Context, Sink } from "./command.ts";
import { renderFailure } from "./render-failure.ts";

export interface RenderedCourses {
  readonly rendered: readonly { readonly course: Course; readonly files: readonly CourseFile[] }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
  /** Exit codes of what was told already. */
  readonly failures: readonly number[];
}

/** What is wrong with one course's templates or files stops no other. */
export async function renderCourses(courses: readonly Course[], { cwd, err }: Context): Promise<RenderedCourses> {
  const rendered: { course: Course; files: readonly CourseFile[] }[] = [];
  const problems: TemplateProblem[] = [];
  const failures: number[] = [];
  for (const course of courses) {
    const failure = await ownFailure(async () => {
      try {
        rendered.push({ course, files: await renderCourse(course) });
      } catch (cause) {
        if (!(cause instanceof TemplateError)) throw cause;
        problems.push(templateProblem(cause, course, await realpath(cwd)));
      }
    }, err);
    if (failure !== undefined) failures.push(failure);
  }
  const diagnostics = problems.map(({ diagnostic }) => diagnostic);
  return { rendered, diagnostics, sources: new Map(problems.flatMap(({ sources }) => [...sources])), failures };
}

/** Does work for one course; what is the course's or the environment's fault is told and becomes an exit code. */
export async function ownFailure(work: () => Promise<void>, err: Sink): Promise<number | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const { text, exitCode } = renderFailure(error, err.style);
    if (exitCode !== 2 && exitCode !== 3) throw error;
    err.write(text);
    return exitCode;
  }
}
