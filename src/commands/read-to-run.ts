import { prepareCourses, type PreparedCourses } from "../api/prepare-courses.ts";
import { noSettings, type ProjectSettings } from "../api/project-settings.ts";
import { readTargets } from "../api/read-targets.ts";
import type { Course } from "../lesson/course.ts";
import type { Report } from "../model/report.ts";
import type { ReadResult } from "../spec/read-courses.ts";
import type { Context } from "./command.ts";
import { UsageError } from "./usage-error.ts";
import type { ValidateSettings } from "./validate-settings.ts";

/** What was read, ready to run: courses of which something is in order, and the lessons that can run. */
export type ReadToRun = PreparedCourses & Pick<ReadResult, "sources"> & Pick<Report, "settings">;

/** Reads what the command line names; all that is wrong with any file is a diagnostic. */
export async function readToRun(
  settings: ValidateSettings,
  { cwd }: Context,
  project: ProjectSettings = noSettings,
): Promise<ReadToRun> {
  // What was meant for all notebooks is not known.
  if (project.settings === undefined && project.diagnostics.length > 0) {
    return { courses: [], rendered: [], diagnostics: project.diagnostics, sources: project.sources };
  }
  const { targets, timeout } = settings;
  const paths = targets.map((target) => target.path);
  const { courses, diagnostics, sources, leftOut } = await readTargets(paths, { cwd, settings: project.settings });
  refuseForNotebooks(courses, settings);
  const prepared = await prepareCourses(courses, { cwd, timeout });
  return {
    ...prepared,
    ...(project.settings && { settings: { file: project.settings.file, leftOut } }),
    diagnostics: [...diagnostics, ...prepared.diagnostics],
    sources: new Map([...sources, ...prepared.sources]),
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
