import { prepareCourses } from "../api/prepare-courses.ts";
import { OutputsSaver } from "../engine/save-outputs.ts";
import type { Course } from "../lesson/course.ts";
import type { Arguments, Context } from "./command.ts";
import { reportRun } from "./report-run.ts";
import { readSettings } from "./validate-settings.ts";
import type { WholeCourses } from "./whole-courses.ts";

/** What is to be run for a build. */
export interface ExecutedBuild {
  /** Those of which all is in order. */
  readonly courses: readonly Course[];
  readonly read: WholeCourses;
  readonly args: Arguments;
}

/** `nbproof build --executed`: runs lessons as `validate` does, and records what those showed that passed. */
export async function recordOutputs({ courses, read, args }: ExecutedBuild, context: Context): Promise<number> {
  const settings = readSettings(args, context);
  const { server } = settings;
  const { cwd, err } = context;
  if (server?.advice !== undefined) err.write(`${err.style.warning("nbproof:")} ${server.advice}\n`);
  const prepared = await prepareCourses(courses, { cwd });
  const rendered = prepared.rendered.filter(({ lesson }) => read.asked.has(lesson.path));
  // What is wrong with templates is told where the course is built.
  if (rendered.length === 0) return 0;
  const saver = await OutputsSaver.open(rendered);
  const run = { ...prepared, rendered, diagnostics: [], sources: read.sources };
  return await reportRun(run, { settings, context }, { saver });
}
