import { realpath } from "node:fs/promises";
import { join, resolve, sep } from "node:path";

import { templateProblem, type TemplateProblem } from "../engine/template-diagnostic.ts";
import type { Course } from "../lesson/course.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { type CourseFile, renderCourse } from "../notebook/render-course.ts";
import { TemplateError } from "../notebook/templates.ts";
import { checkCourse, type CourseChanges, type CourseState, writeCourse } from "../notebook/write-course.ts";
import { renderExplainHint } from "../report/explain-hint.ts";
import { renderDiagnostics } from "../report/render-report.ts";
import type { Style } from "../report/style.ts";
import { plural } from "../report/words.ts";
import { readCourses, type ReadResult } from "../spec/read-courses.ts";
import type { Arguments, Context, Sink } from "./command.ts";
import { renderFailure } from "./render-failure.ts";
import { UsageError } from "./usage-error.ts";

const defaultSource = "notebooks-src";
const defaultOut = "dist-notebooks";

/** `nbproof build`: courses to notebooks; a course with something wrong in it is left as it was built before. */
export async function build({ operands, switches, values }: Arguments, context: Context): Promise<number> {
  const { cwd, out, err } = context;
  const read = await readWholeCourses(operands.length > 0 ? operands : [defaultSource], cwd);
  const { rendered, diagnostics, sources, failures } = await renderCourses(sound(read, await realpath(cwd)), context);
  const problems = [...read.diagnostics, ...diagnostics];
  err.write(renderDiagnostics(problems, new Map([...read.sources, ...sources]), err.style));
  if (problems.length > 0) err.write(`\n${renderUnbuilt(problems, err.style)}\n`);
  const exitCodes = [...failures, ...(problems.length > 0 ? [2] : [])];
  for (const { course, files } of rendered) {
    const shown = join(values.get("out") ?? defaultOut, course.name);
    const folder = resolve(cwd, shown);
    if (switches.has("check")) {
      const state = await checkCourse(folder, files);
      if (isStale(state)) exitCodes.push(1);
      out.write(renderState(shown, state));
    } else {
      const failure = await ownFailure(
        async () => out.write(renderChanges(shown, await writeCourse(folder, files))),
        err,
      );
      if (failure !== undefined) exitCodes.push(failure);
    }
  }
  return [2, 1, 3].find((code) => exitCodes.includes(code)) ?? 0;
}

interface RenderedCourses {
  readonly rendered: readonly { readonly course: Course; readonly files: readonly CourseFile[] }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
  /** Exit codes of what was told already. */
  readonly failures: readonly number[];
}

/** What is wrong with one course's templates or files stops no other. */
async function renderCourses(courses: readonly Course[], { cwd, err }: Context): Promise<RenderedCourses> {
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
async function ownFailure(work: () => Promise<void>, err: Sink): Promise<number | undefined> {
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
