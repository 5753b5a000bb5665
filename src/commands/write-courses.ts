import { join, resolve } from "node:path";

import { checkCourse, writeCourse } from "../notebook/write-course.ts";
import { renderDiagnostics } from "../report/render-report.ts";
import type { Arguments, Context } from "./command.ts";
import { isStale, renderChanges, renderStaleRecords, renderState, renderUnbuilt } from "./render-build.ts";
import { ownFailure, type RenderedCourses } from "./render-courses.ts";
import type { WholeCourses } from "./whole-courses.ts";

export interface WriteOptions {
  readonly command: "build" | "site";
  readonly read: WholeCourses;
  readonly made: RenderedCourses;
  /** The folder of all courses, as it is shown. */
  readonly base: string;
}

/**
 * Tells what is wrong with courses and writes the others, each into its folder; with `--check` says what that would change.
 * Gives the exit codes of all that did not go well.
 */
export async function writeCourses(
  { command, read, made, base }: WriteOptions,
  { switches }: Arguments,
  { cwd, out, err, signal }: Context,
): Promise<readonly number[]> {
  const problems = [...read.diagnostics, ...made.diagnostics];
  const texts = new Map([...read.sources, ...made.sources]);
  err.write(renderDiagnostics(problems, texts, err.style));
  if (problems.length > 0) err.write(`\n${renderUnbuilt(problems, err.style)}\n`);
  const exitCodes = [...made.failures, ...(problems.length > 0 ? [2] : [])];
  for (const { course, files, stale } of made.rendered) {
    signal.throwIfAborted();
    const shown = join(base, course.name);
    const folder = resolve(cwd, shown);
    if (switches.has("check")) {
      const state = await checkCourse(folder, files);
      if (isStale(state) || stale.length > 0) exitCodes.push(1);
      out.write(renderState(shown, state, command));
    } else {
      const write = async (): Promise<void> => out.write(renderChanges(shown, await writeCourse(folder, files)));
      const failure = await ownFailure(write, err);
      if (failure !== undefined) exitCodes.push(failure);
    }
    out.write(renderStaleRecords(stale, texts, out.style, command));
  }
  return exitCodes;
}

/** The exit code of a command in which several things went wrong: 2 before 1 before 3. */
export function worstExitCode(exitCodes: readonly number[]): number {
  return [2, 1, 3].find((code) => exitCodes.includes(code)) ?? exitCodes.find((code) => code !== 0) ?? 0;
}
