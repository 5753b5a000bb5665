import { realpath } from "node:fs/promises";
import { join, resolve, sep } from "node:path";

import type { Course } from "../lesson/course.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { renderCourse } from "../notebook/render-course.ts";
import { checkCourse, type CourseChanges, type CourseState, writeCourse } from "../notebook/write-course.ts";
import { renderExplainHint } from "../report/explain-hint.ts";
import { renderDiagnostics } from "../report/render-report.ts";
import type { Style } from "../report/style.ts";
import { plural } from "../report/words.ts";
import { readCourses, type ReadResult } from "../spec/read-courses.ts";
import type { Arguments, Context } from "./command.ts";
import { UsageError } from "./usage-error.ts";

const defaultSource = "notebooks-src";
const defaultOut = "dist-notebooks";

/** `nbproof build`: courses to notebooks; a course with something wrong in it is left as it was built before. */
export async function build({ operands, switches, values }: Arguments, context: Context): Promise<number> {
  const { cwd, out, err } = context;
  const read = await readWholeCourses(operands.length > 0 ? operands : [defaultSource], cwd);
  err.write(renderDiagnostics(read.diagnostics, read.sources, err.style));
  if (read.diagnostics.length > 0) err.write(`\n${renderUnbuilt(read.diagnostics, err.style)}\n`);
  const target = values.get("out") ?? defaultOut;
  let stale = false;
  for (const course of sound(read, await realpath(cwd))) {
    const files = await renderCourse(course);
    const folder = join(target, course.name);
    if (switches.has("check")) {
      const state = await checkCourse(resolve(cwd, folder), files);
      stale ||= isStale(state);
      out.write(renderState(folder, state));
    } else {
      out.write(renderChanges(folder, await writeCourse(resolve(cwd, folder), files)));
    }
  }
  if (read.diagnostics.length > 0) return 2;
  return stale ? 1 : 0;
}

/** A notebook pack is built whole: naming one lesson means its course. */
async function readWholeCourses(paths: readonly string[], cwd: string): Promise<ReadResult> {
  const read = await readCourses(paths, { cwd });
  const partial = read.courses.some(({ listed, selected }) => listed.length !== selected.length);
  return partial
    ? readCourses(
        read.courses.map((course) => course.path ?? course.folder),
        { cwd },
      )
    : read;
}

/** Courses of which every file is in order. */
function sound({ courses, diagnostics }: ReadResult, cwd: string): readonly Course[] {
  const wrong = diagnostics.map(({ place }) => resolve(cwd, place.file));
  const whole = courses.filter(
    ({ folder, lessons, selected }) =>
      lessons.length === selected.length && !wrong.some((file) => file.startsWith(folder + sep)),
  );
  const twin = whole.find(({ name }, index) => whole.findIndex((other) => other.name === name) !== index);
  if (twin !== undefined) {
    throw new UsageError(`Two courses would be built as ${twin.name}: build them with an --out of their own`, "build");
  }
  return whole;
}

function renderUnbuilt(diagnostics: readonly Diagnostic[], style: Style): string {
  const files = new Set(diagnostics.map(({ place }) => place.file)).size;
  const count = `${plural(diagnostics.length, "problem")} in ${plural(files, "file")}`;
  const hint = renderExplainHint(
    diagnostics.map(({ code }) => code),
    style,
  );
  return `${style.bad(`${count}; a course with a problem is left as it was built before`)}\n${hint}`;
}

function isStale({ stale, missing, extra }: CourseState): boolean {
  return stale.length + missing.length + extra.length > 0;
}

function renderState(folder: string, state: CourseState): string {
  if (!isStale(state)) return `${folder} is up to date\n`;
  const rows = (["stale", "missing", "extra"] as const).flatMap((kind) =>
    state[kind].map((path) => `  ${kind.padEnd(7)}  ${path}`),
  );
  const own = state.extra.length === 0 ? "" : "; a file that it never made stays until you remove it";
  return [`${folder} is not what a build would make`, ...rows, `Run nbproof build${own}`, ""].join("\n");
}

function renderChanges(folder: string, { written, removed, unchanged }: CourseChanges): string {
  const counts = [`${plural(written.length, "file")} written`, `${unchanged.length} unchanged`];
  if (removed.length > 0) counts.push(`${removed.length} removed`);
  return `${folder}: ${counts.join(", ")}\n`;
}
