import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";

import { readBrowserKernel } from "../kernel/pyodide/browser-kernel.ts";
import { checkCourse, writeCourse } from "../notebook/write-course.ts";
import { renderDiagnostics } from "../report/render-report.ts";
import { keptSnapshot } from "../site/kept-snapshot.ts";
import { readPageScripts } from "../site/page-scripts.ts";
import { serveFiles } from "../site/serve-files.ts";
import { siteWithOutputs } from "../site/site-with-outputs.ts";
import type { Arguments, Context } from "./command.ts";
import { defaultSource } from "./default-source.ts";
import { isStale, renderChanges, renderStaleRecords, renderState, renderUnbuilt } from "./render-build.ts";
import { ownFailure, renderEach } from "./render-courses.ts";
import { portNumber, valueOf } from "./parse-value.ts";
import { untilAborted } from "./until-aborted.ts";
import { UsageError } from "./usage-error.ts";
import { readWholeCourses, soundCourses } from "./whole-courses.ts";

/** `nbproof site`: courses to pages that run in a browser; a course with something wrong in it is left as it was built before. */
export async function site(args: Arguments, context: Context): Promise<number> {
  const { operands, switches, values } = args;
  const { cwd, env, out, err, signal } = context;
  const port = valueOf(args, "port", portNumber) ?? 8000;
  if (switches.has("check") && switches.has("serve"))
    throw new UsageError(
      "--check writes nothing, and --serve shows what was written: run the one after the other",
      "site",
    );
  const { source, out: notebooks } = defaultSource(cwd);
  const base = values.get("out") ?? notebooks.replace(/dist-notebooks$/, "dist-site");
  const read = await readWholeCourses(operands.length > 0 ? operands : [source], cwd);
  const courses = soundCourses(read, await realpath(cwd));
  const exitCodes: number[] = [];
  const [kernel, scripts] = await Promise.all([readBrowserKernel({ env, cwd }), readPageScripts()]);
  const folderOf = (name: string): string => resolve(cwd, base, name);
  const { rendered, diagnostics, sources, failures } = await renderEach(courses, context, async (course, real) => {
    const snapshot = (await keptSnapshot(folderOf(course.name), kernel.files)) ?? (await kernel.snapshot());
    return await siteWithOutputs(course, real, { kernel: { ...kernel, snapshot }, scripts });
  });
  const problems = [...read.diagnostics, ...diagnostics];
  const texts = new Map([...read.sources, ...sources]);
  err.write(renderDiagnostics(problems, texts, err.style));
  if (problems.length > 0) err.write(`\n${renderUnbuilt(problems, err.style)}\n`);
  exitCodes.push(...failures, ...(problems.length > 0 ? [2] : []));
  for (const { course, files, stale } of rendered) {
    const shown = join(base, course.name);
    const folder = folderOf(course.name);
    if (switches.has("check")) {
      const state = await checkCourse(folder, files);
      if (isStale(state) || stale.length > 0) exitCodes.push(1);
      out.write(renderState(shown, state, "site"));
    } else {
      const failure = await ownFailure(
        async () => out.write(renderChanges(shown, await writeCourse(folder, files))),
        err,
      );
      if (failure !== undefined) exitCodes.push(failure);
    }
    out.write(renderStaleRecords(stale, texts, out.style));
  }
  if (switches.has("serve") && exitCodes.length === 0) {
    await using server = await serveFiles(resolve(cwd, base), { port });
    for (const { course } of rendered) out.write(`${course.title}: ${server.url}${encodeURIComponent(course.name)}/\n`);
    out.write("Ctrl+C stops\n");
    await untilAborted(signal);
  }
  return [2, 1, 3].find((code) => exitCodes.includes(code)) ?? exitCodes.find((code) => code !== 0) ?? 0;
}
