import type { Course } from "../lesson/course.ts";
import type { Report } from "../model/report.ts";
import { exitCodeOf } from "../model/exit-code.ts";
import { limitSkips } from "../model/limit-skips.ts";
import { renderJson } from "../report/render-json.ts";
import { renderReport } from "../report/render-report.ts";
import type { Arguments, Context } from "./command.ts";
import type { OwnKernels } from "../targets/own-kernels.ts";
import { renderFailure } from "./render-failure.ts";
import type { RanLessons } from "./run-lessons.ts";
import { findStep } from "./target.ts";
import { UsageError } from "./usage-error.ts";
import type { NotebookSaver } from "../engine/save-notebooks.ts";
import { readSettings, type ValidateSettings } from "./validate-settings.ts";
import { writeWhole } from "../source/write-files.ts";

/** `nbproof validate`: executes lessons, holds every output against what is expected, and reports. */
export async function validate(args: Arguments, context: Context): Promise<number> {
  const settings = readSettings(args, context);
  // Recording and stress runs open kernels for each of their runs.
  const once = settings.update === undefined && settings.stress === undefined;
  await using own = once && settings.server === undefined ? await openAhead(settings, context) : undefined;
  // Loaded while the first Python starts.
  const { readTargets } = await import("./read-targets.ts");
  const read = await readTargets(
    settings.targets.map((target) => target.path),
    { cwd: context.cwd },
  );
  refuseForNotebooks(read.courses, settings);
  const courses = withTimeout(read.courses, settings.timeout);
  if (settings.update !== undefined)
    return (await import("./update.ts")).update({ ...read, courses }, settings.update, { settings, context });
  if (settings.stress !== undefined)
    return (await import("./stress.ts")).stress({ ...read, courses }, settings.stress, { settings, context });
  const { diagnostics, sources } = read;
  const saver = settings.write ? new (await import("../engine/save-notebooks.ts")).NotebookSaver() : undefined;
  const ran = await run(courses, settings, { context, saver, own });
  const { hashSeed, maxSkipped } = settings;
  const skips = maxSkipped === undefined ? {} : { skips: limitSkips(ran, maxSkipped) };
  const unrated = { version: 1, diagnostics, hashSeed, ...ran, ...skips } as const;
  const report: Report = { ...unrated, exitCode: exitCodeOf(unrated) };
  if (settings.json !== undefined) await writeWhole(settings.json, renderJson(report));
  const { out } = context;
  out.write(renderReport(report, sources, { style: out.style, verbose: settings.verbose }));
  for (const line of (await saver?.save(report.lessons, { cwd: context.cwd, sources })) ?? []) out.write(`${line}\n`);
  return report.exitCode;
}

/** What is for lessons alone, said before anything runs. */
function refuseForNotebooks(courses: readonly Course[], { update }: ValidateSettings): void {
  const notebook = courses.flatMap(({ lessons }) => lessons).find(({ cwd }) => cwd !== undefined);
  if (notebook === undefined) return;
  const { file } = notebook.place;
  if (update !== undefined) {
    throw new UsageError(
      `--update writes into lessons, and ${file} is a notebook: --write saves what it shows`,
      "validate",
    );
  }
}

async function openAhead(settings: ValidateSettings, context: Context): Promise<OwnKernels> {
  const { openOwnKernels } = await import("../targets/own-kernels.ts");
  return openOwnKernels(settings, context);
}

interface RunContext {
  readonly context: Context;
  readonly saver: NotebookSaver | undefined;
  readonly own: OwnKernels | undefined;
}

/** A bad file stops only itself, and so does a kernel that is not there: what was found out is reported all the same. */
async function run(
  courses: readonly Course[],
  settings: ValidateSettings,
  { context, saver, own }: RunContext,
): Promise<RanLessons> {
  const nothing = { kernels: [], lessons: [], duration: 0 };
  const [target] = settings.targets;
  const until = target?.line === undefined ? undefined : findStep(courses, target.line);
  if (courses.every(({ lessons }) => lessons.length === 0)) return nothing;
  try {
    const { runLessons } = await import("./run-lessons.ts");
    const kernels = own === undefined ? {} : { kernels: own };
    const special = saver === undefined ? {} : { special: { onObserved: saver.note.bind(saver) } };
    return await runLessons({ courses, until, ...kernels, ...special }, settings, context);
  } catch (error) {
    const failure = renderFailure(error, context.err.style);
    if (context.signal.aborted || failure.exitCode !== 3) throw error;
    context.err.write(failure.text);
    return nothing;
  }
}

function withTimeout<Some extends Course>(courses: readonly Some[], timeout: number | undefined): readonly Some[] {
  if (timeout === undefined) return courses;
  return courses.map((course) => ({
    ...course,
    lessons: course.lessons.map((lesson) => ({
      ...lesson,
      timeout,
      steps: lesson.steps.map((step) => ({ ...step, timeout })),
    })),
  }));
}
