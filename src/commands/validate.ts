import { projectSettings } from "../api/project-settings.ts";
import type { OwnKernels } from "../targets/own-kernels.ts";
import type { Arguments, Context } from "./command.ts";
import type { ReadToRun } from "./read-to-run.ts";
import type { RunSaver } from "./report-run.ts";
import { kernelOptions } from "./kernel-options.ts";
import type { RunContext } from "./run-with-progress.ts";
import { readSettings, withProject } from "./validate-settings.ts";

/** `nbproof validate`: executes lessons, holds every output against what is expected, and reports. */
export async function validate(args: Arguments, context: Context): Promise<number> {
  const asked = readSettings(args, context);
  const { server, update, stress, targets } = asked;
  if (asked.fix) {
    context.listen?.();
    return await (await import("./fix.ts")).fix(asked, context);
  }
  const { err } = context;
  if (server?.advice !== undefined) err.write(`${err.style.warning("nbproof:")} ${server.advice}\n`);
  const paths = targets.map(({ path }) => path);
  const project = await projectSettings(paths, context);
  const settings = withProject(asked, project.settings, args, context);
  const to = { settings, context };
  // Recording and stress runs open kernels for each of their runs.
  const once = update === undefined && stress === undefined;
  await using own = once && server === undefined ? await openAhead(to) : undefined;
  // Loaded while the first Python starts.
  const { readToRun } = await import("./read-to-run.ts");
  const read = await readToRun(settings, context, project);
  // Before, nothing could be told, and a large file is read in one go: the system ends the process at once.
  context.onStop?.(() => undefined);
  if (once) {
    const { selectLessons } = await import("./select-lessons.ts");
    const { read: selected, ...selection } = await selectLessons(read, settings, {
      project,
      asked,
      cwd: context.cwd,
      env: context.env,
    });
    const saver = settings.write ? await openSaver(selected) : undefined;
    return await (await import("./report-run.ts")).reportRun(selected, to, { own, saver, selection });
  }
  const refused = await tellProblems(read, context);
  if (refused !== undefined) return refused;
  if (update !== undefined) return await (await import("./update.ts")).update(read, update, to);
  return await (await import("./stress.ts")).stress(read, stress ?? 1, to);
}

/** The first kernel's fork server or image is on its way while lessons are being read. */
async function openAhead({ settings, context }: RunContext): Promise<OwnKernels> {
  const { openOwnKernels } = await import("../targets/own-kernels.ts");
  return openOwnKernels(kernelOptions(settings, context));
}

/** Loaded where notebooks are to be saved. */
async function openSaver({ rendered }: ReadToRun): Promise<RunSaver> {
  const { NotebookSaver } = await import("../engine/save-notebooks.ts");
  return new NotebookSaver(rendered.map(({ lesson }) => lesson));
}

/** The exit code where nothing is left to run. */
async function tellProblems(
  { diagnostics, sources, rendered }: ReadToRun,
  { err }: Context,
): Promise<number | undefined> {
  if (diagnostics.length > 0) {
    const { renderDiagnostics } = await import("../report/render-report.ts");
    err.write(`${renderDiagnostics(diagnostics, sources, err.style)}\n`);
  }
  if (rendered.length > 0) return undefined;
  return diagnostics.length > 0 ? 2 : 3;
}
