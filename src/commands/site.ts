import { realpath } from "node:fs/promises";
import { resolve } from "node:path";

import { readBrowserKernel } from "../kernel/pyodide/browser-kernel.ts";
import { keptSnapshot } from "../site/kept-snapshot.ts";
import { readPageScripts } from "../site/page-scripts.ts";
import { serveFiles } from "../site/serve-files.ts";
import { siteWithOutputs } from "../site/site-with-outputs.ts";
import type { Arguments, Context } from "./command.ts";
import { defaultSource } from "./default-source.ts";
import { portNumber, valueOf } from "./parse-value.ts";
import { renderEach } from "./render-courses.ts";
import { untilAborted } from "./until-aborted.ts";
import { UsageError } from "./usage-error.ts";
import { readWholeCourses, soundCourses } from "./whole-courses.ts";
import { worstExitCode, writeCourses } from "./write-courses.ts";

/** `nbproof site`: courses to pages that run in a browser; a course with something wrong in it is left as it was built before. */
export async function site(args: Arguments, context: Context): Promise<number> {
  const { operands, switches, values } = args;
  const { cwd, env, out, signal } = context;
  const port = valueOf(args, "port", portNumber) ?? 8000;
  if (switches.has("check") && switches.has("serve"))
    throw new UsageError(
      "--check writes nothing, and --serve shows what was written: run the one after the other",
      "site",
    );
  const { source, out: notebooks } = defaultSource(cwd);
  const base = values.get("out") ?? notebooks.replace(/dist-notebooks$/, "dist-site");
  const read = await readWholeCourses(operands.length > 0 ? operands : [source], cwd);
  const courses = soundCourses(read, await realpath(cwd), "site");
  const [kernel, scripts] = await Promise.all([readBrowserKernel({ env, cwd }), readPageScripts()]);
  const made = await renderEach(courses, context, async (course, real) => {
    const kept = await keptSnapshot(resolve(cwd, base, course.name), kernel.files);
    const snapshot = kept ?? (await kernel.snapshot());
    return await siteWithOutputs(course, real, { kernel: { ...kernel, snapshot }, scripts });
  });
  const exitCodes = await writeCourses({ command: "site", read, made, base }, args, context);
  if (switches.has("serve") && exitCodes.length === 0) {
    await using server = await serveFiles(resolve(cwd, base), { port });
    for (const { course } of made.rendered)
      out.write(`${course.title}: ${server.url}${encodeURIComponent(course.name)}/\n`);
    out.write("Ctrl+C stops\n");
    await untilAborted(signal);
  }
  return worstExitCode(exitCodes);
}
