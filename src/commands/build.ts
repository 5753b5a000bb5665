import { realpath } from "node:fs/promises";

import type { Arguments, Context } from "./command.ts";
import { defaultSource } from "./default-source.ts";
import { renderCourses } from "./render-courses.ts";
import { UsageError } from "./usage-error.ts";
import { readWholeCourses, soundCourses } from "./whole-courses.ts";
import { worstExitCode, writeCourses } from "./write-courses.ts";

/** `nbproof build`: courses to notebooks; a course with something wrong in it is left as it was built before. */
export async function build(args: Arguments, context: Context): Promise<number> {
  const { operands, switches, values } = args;
  refuseOptions(args);
  const { cwd, signal } = context;
  const { source, out: defaultOut } = defaultSource(cwd);
  const read = await readWholeCourses(operands.length > 0 ? operands : [source], cwd);
  const courses = soundCourses(read, await realpath(cwd), "build");
  const exitCodes: number[] = [];
  if (switches.has("executed") && courses.length > 0) {
    // Kernels are loaded only where something runs.
    const { recordOutputs } = await import("./build-executed.ts");
    exitCodes.push(await recordOutputs({ courses, read, args }, context));
    signal.throwIfAborted();
  }
  const made = await renderCourses(courses, context);
  const base = values.get("out") ?? defaultOut;
  exitCodes.push(...(await writeCourses({ command: "build", read, made, base }, args, context)));
  return worstExitCode(exitCodes);
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
