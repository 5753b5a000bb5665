import { realpath } from "node:fs/promises";

import { templateProblem } from "../engine/template-diagnostic.ts";
import type { Course } from "../lesson/course.ts";
import { largePictures } from "../notebook/pictures.ts";
import { TemplateError } from "../notebook/templates.ts";
import { type FilesWithOutputs, renderWithOutputs } from "../outputs/render-with-outputs.ts";
import { fileName } from "../source/read-source.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Context, Sink } from "./command.ts";
import { renderFailure } from "./render-failure.ts";

export interface RenderedCourse extends Pick<FilesWithOutputs, "files" | "stale"> {
  readonly course: Course;
}

export interface RenderedCourses {
  readonly rendered: readonly RenderedCourse[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
  /** Exit codes of what was told already. */
  readonly failures: readonly number[];
}

/** Makes the notebooks of courses: what is wrong with one's templates or files stops no other. */
export async function renderCourses(courses: readonly Course[], context: Context): Promise<RenderedCourses> {
  const { err } = context;
  return await renderEach(courses, context, async (course, real) => {
    const made = await renderWithOutputs(course, real);
    for (const { path, bytes } of largePictures(made.pictures)) {
      const size = `${Math.round(bytes / 1000)} kB`;
      err.write(
        `${err.style.warning("nbproof:")} ${fileName(real, path)} has ${size} in each notebook that shows it\n`,
      );
    }
    return made;
  });
}

/** Makes the files of courses: what is wrong with one's templates or files stops no other. */
export async function renderEach(
  courses: readonly Course[],
  { cwd, err }: Context,
  renderOne: (course: Course, cwd: string) => Promise<FilesWithOutputs>,
): Promise<RenderedCourses> {
  const real = await realpath(cwd);
  const rendered: RenderedCourse[] = [];
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, string>();
  const failures: number[] = [];
  const tell = (problems: readonly Diagnostic[], texts: ReadonlyMap<string, string>): void => {
    diagnostics.push(...problems);
    for (const [file, text] of texts) sources.set(file, text);
  };
  for (const course of courses) {
    const failure = await ownFailure(async () => {
      try {
        const { files, stale, ...problems } = await renderOne(course, real);
        tell(problems.diagnostics, problems.sources);
        if (problems.diagnostics.length === 0) rendered.push({ course, files, stale });
      } catch (cause) {
        if (!(cause instanceof TemplateError)) throw cause;
        const problem = templateProblem(cause, course, real);
        tell([problem.diagnostic], problem.sources);
      }
    }, err);
    if (failure !== undefined) failures.push(failure);
  }
  return { rendered, diagnostics, sources, failures };
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
