import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";

import { checkCourse, writeCourse } from "../notebook/write-course.ts";
import { renderDiagnostics } from "../report/render-report.ts";
import type { Arguments, Context } from "./command.ts";
import { isStale, renderChanges, renderState, renderUnbuilt } from "./render-build.ts";
import { ownFailure, renderCourses } from "./render-courses.ts";
import { readWholeCourses, soundCourses } from "./whole-courses.ts";

const defaultSource = "notebooks-src";
const defaultOut = "dist-notebooks";

/** `nbproof build`: courses to notebooks; a course with something wrong in it is left as it was built before. */
export async function build({ operands, switches, values }: Arguments, context: Context): Promise<number> {
  const { cwd, out, err } = context;
  const read = await readWholeCourses(operands.length > 0 ? operands : [defaultSource], cwd);
  const { rendered, diagnostics, sources, failures } = await renderCourses(
    soundCourses(read, await realpath(cwd)),
    context,
  );
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
