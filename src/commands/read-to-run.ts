import { realpath } from "node:fs/promises";

import { renderEditions } from "../engine/render-editions.ts";
import type { LessonToRun } from "../engine/run-input.ts";
import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { ReadResult } from "../spec/read-courses.ts";
import type { Context } from "./command.ts";
import { readTargets } from "./read-targets.ts";
import { UsageError } from "./usage-error.ts";
import type { ValidateSettings } from "./validate-settings.ts";

/** What was read, ready to run: courses of which something is in order, and the lessons that can run. */
export interface ReadToRun extends Pick<ReadResult, "diagnostics" | "sources"> {
  readonly courses: readonly Course[];
  readonly rendered: readonly LessonToRun[];
}

/** Reads what the command line names; all that is wrong with any file is a diagnostic. */
export async function readToRun(settings: ValidateSettings, { cwd }: Context): Promise<ReadToRun> {
  const paths = settings.targets.map((target) => target.path);
  const { courses: read, diagnostics, sources } = await readTargets(paths, { cwd });
  refuseForNotebooks(read, settings);
  const courses = withTimeout(read, settings.timeout);
  const { lessons: rendered, ...templates } = renderEditions(courses, { cwd: await realpath(cwd) });
  return {
    courses,
    rendered,
    diagnostics: [...diagnostics, ...templates.diagnostics],
    sources: new Map([...sources, ...templates.sources]),
  };
}

/** What is for lessons alone, said before anything runs. */
function refuseForNotebooks(courses: readonly Course[], { update }: ValidateSettings): void {
  const notebook = courses.flatMap(({ lessons }) => lessons).find(({ cwd }) => cwd !== undefined);
  if (notebook === undefined || update === undefined) return;
  const { file } = notebook.place;
  throw new UsageError(
    `--update writes into lessons, and ${file} is a notebook: --write saves what it shows`,
    "validate",
  );
}

function withTimeout(courses: readonly Course[], timeout: number | undefined): readonly Course[] {
  if (timeout === undefined) return courses;
  const limited = (lesson: Lesson): Lesson => ({
    ...lesson,
    timeout,
    steps: lesson.steps.map((step) => ({ ...step, timeout })),
  });
  return courses.map((course) => ({ ...course, lessons: course.lessons.map(limited) }));
}
