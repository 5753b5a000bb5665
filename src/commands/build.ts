import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";

import { checkCourse, writeCourse } from "../notebook/write-course.ts";
import { renderDiagnostics } from "../report/render-report.ts";
import type { Arguments, Context } from "./command.ts";
import { defaultSource } from "./default-source.ts";
import { isStale, renderChanges, renderStaleRecords, renderState, renderUnbuilt } from "./render-build.ts";
import { ownFailure, renderCourses } from "./render-courses.ts";
import { UsageError } from "./usage-error.ts";
import { readWholeCourses, soundCourses } from "./whole-courses.ts";

/** `nbproof build`: courses to notebooks; a course with something wrong in it is left as it was built before. */
export async function build(args: Arguments, context: Context): Promise<number> {
  const { operands, switches, values } = args;
  refuseOptions(args);
  const { cwd, out, err, signal } = context;
  const { source, out: defaultOut } = defaultSource(cwd);
  const read = await readWholeCourses(operands.length > 0 ? operands : [source], cwd);
  const courses = soundCourses(read, await realpath(cwd));
  const exitCodes: number[] = [];
  if (switches.has("executed") && courses.length > 0) {
    // Kernels are loaded only where something runs.
    const { recordOutputs } = await import("./build-executed.ts");
    exitCodes.push(await recordOutputs({ courses, read, args }, context));
    signal.throwIfAborted();
  }
  const { rendered, diagnostics, sources, failures } = await renderCourses(courses, context);
  const problems = [...read.diagnostics, ...diagnostics];
  const texts = new Map([...read.sources, ...sources]);
  err.write(renderDiagnostics(problems, texts, err.style));
  if (problems.length > 0) err.write(`\n${renderUnbuilt(problems, err.style)}\n`);
  exitCodes.push(...failures, ...(problems.length > 0 ? [2] : []));
  for (const { course, files, stale } of rendered) {
    signal.throwIfAborted();
    const shown = join(values.get("out") ?? defaultOut, course.name);
    const folder = resolve(cwd, shown);
    if (switches.has("check")) {
      const state = await checkCourse(folder, files);
      if (isStale(state) || stale.length > 0) exitCodes.push(1);
      out.write(renderState(shown, state));
    } else {
      const failure = await ownFailure(
        async () => out.write(renderChanges(shown, await writeCourse(folder, files))),
        err,
      );
      if (failure !== undefined) exitCodes.push(failure);
    }
    out.write(renderStaleRecords(stale, texts, out.style));
  }
  return [2, 1, 3].find((code) => exitCodes.includes(code)) ?? exitCodes.find((code) => code !== 0) ?? 0;
}

/** How lessons run says nothing of a build that runs none. */
const running = ["kernel", "server", "jobs", "no-fork"];

function refuseOptions({ switches, values }: Arguments): void {
  if (!switches.has("executed")) {
    const other = running.find((each) => switches.has(each) || values.has(each));
    if (other !== undefined) throw new UsageError(`--${other} is for --executed: a plain build runs nothing`, "build");
  } else if (switches.has("check")) {
    throw new UsageError("--check writes nothing, and --executed records: run the one after the other", "build");
  }
}
