import type { Course } from "../lesson/course.ts";
import { renderCells } from "../notebook/cells.ts";
import type { OutputsOfLessons } from "../notebook/render-course.ts";
import type { CellOutputs } from "../notebook/render-notebook.ts";
import { loadTemplates } from "../notebook/templates.ts";
import { fileName, type Reading } from "../source/read-source.ts";
import { settingDigest } from "./digests.ts";
import type { StaleOutputs } from "./fit-outputs.ts";
import { kernelName } from "./kernel-name.ts";
import { notebookOutputs } from "./notebook-outputs.ts";
import { outputsPath } from "./outputs-path.ts";
import { readOutputs } from "./read-outputs.ts";
import type { OutputsById } from "./recorded-outputs.ts";

/** What is recorded of a course's lessons, for its notebooks. */
export interface CourseOutputs {
  readonly outputs: OutputsOfLessons;
  /** The same as a reader sees them, by the lesson's name. */
  readonly shown: ReadonlyMap<string, ShownRecord>;
  readonly stale: readonly StaleRecord[];
}

/** What a lesson's cells showed when it was recorded. */
export interface ShownRecord {
  /** `CPython 3.13.1` */
  readonly kernel: string;
  /** By the cell's id, of the solutions edition. */
  readonly outputs: OutputsById;
}

/** A file of recorded outputs that is not in all parts the lesson's any more. */
export interface StaleRecord {
  /** As it is named in places. */
  readonly file: string;
  /** Never empty; in the order of the lesson. */
  readonly stale: readonly StaleOutputs[];
}

/** Reads what is recorded beside a course's lessons; reports files that cannot be read. Throws `TemplateError`. */
export async function readCourseOutputs(reading: Reading, course: Course): Promise<CourseOutputs> {
  const templates = loadTemplates(course.folder);
  const outputs = new Map<string, ReadonlyMap<string, CellOutputs>>();
  const shown = new Map<string, ShownRecord>();
  const stale: StaleRecord[] = [];
  for (const lesson of course.lessons) {
    const path = outputsPath(lesson);
    const recorded = await readOutputs(reading, path);
    if (recorded === undefined) continue;
    const cells = renderCells(course, lesson, { edition: "solutions", templates });
    const fitted = notebookOutputs(recorded, { lesson, cells, setting: await settingDigest(lesson) });
    outputs.set(lesson.name, fitted.cells);
    const [kernel] = recorded.kernels;
    if (kernel !== undefined) shown.set(lesson.name, { kernel: kernelName(kernel), outputs: fitted.shown });
    if (fitted.stale.length > 0) stale.push({ file: fileName(reading.cwd, path), stale: fitted.stale });
  }
  return { outputs, shown, stale };
}
