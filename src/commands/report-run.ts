import { makeReport, nothingRan } from "../api/make-report.ts";
import { renderReport } from "../api/render-report.ts";
import type { RanLessons } from "../engine/report-so-far.ts";
import type { RunEvent } from "../engine/run-events.ts";
import { ReportSoFar } from "../engine/report-so-far.ts";
import type { TargetKernel } from "../engine/run-input.ts";
import type { LessonReport, Report } from "../model/report.ts";
import { writeWhole } from "../source/write-files.ts";
import type { OwnKernels } from "../targets/own-kernels.ts";
import type { ReadToRun } from "./read-to-run.ts";
import { renderBug, renderFailure } from "./render-failure.ts";
import { renderStopped } from "../report/render-stopped.ts";
import { type RunContext, runWithProgress } from "./run-with-progress.ts";
import { findStep } from "./target.ts";

/** Writes what a run showed: told each event, and at the end what came of it. */
export interface RunSaver {
  note(event: RunEvent): void;
  /** Says what became of each file, a line each. */
  save(
    lessons: readonly LessonReport[],
    files: { readonly cwd: string; readonly sources: ReadonlyMap<string, string> },
  ): Promise<readonly string[]>;
}

export interface ReportRunOptions {
  /** Kernels that are open already. */
  readonly own?: OwnKernels | undefined;
  readonly saver?: RunSaver | undefined;
}

/** Runs lessons once and reports: on the terminal, as JSON where that was asked for, and into what is saved. */
export async function reportRun(
  read: ReadToRun,
  to: RunContext,
  { own, saver }: ReportRunOptions = {},
): Promise<number> {
  const { rendered, diagnostics, sources } = read;
  const { settings, context } = to;
  const { hashSeed, maxSkipped, json, verbose } = settings;
  const soFar = new ReportSoFar({ lessons: rendered });
  let kernels: readonly TargetKernel[] = [];
  const { out, err, cwd } = context;
  const tellFinished = (): void => {
    const { ran: known, finished } = soFar.stoppedOn(kernels);
    const report = makeReport(known, { diagnostics, hashSeed });
    if (known.lessons.length > 0) out.write(renderReport(report, { sources, style: out.style, verbose }));
    out.write(renderStopped(finished, rendered.length));
  };
  context.onStop?.(tellFinished);
  const onEvent = (event: RunEvent): void => {
    saver?.note(event);
    soFar.note(event);
  };
  const onKernels = (chosen: readonly TargetKernel[]): void => void (kernels = chosen);
  const ran = await run(read, to, { own, onEvent, onKernels });
  // It has all come to its end: a report is due, and no longer a part of one.
  context.onStop?.(() => undefined);
  const report = makeReport(ran, { diagnostics, hashSeed, maxSkipped });
  // Before what the disk may refuse.
  out.write(renderReport(report, { sources, style: out.style, verbose }));
  if (json !== undefined) await writeWhole(json, renderReport(report, { format: "json" }));
  for (const line of (await saver?.save(report.lessons, { cwd, sources })) ?? []) out.write(`${line}\n`);
  for (const stack of stacksOf(report)) err.write(renderBug(stack, err.style));
  return report.exitCode;
}

interface RunOptions {
  readonly own: OwnKernels | undefined;
  readonly onEvent: (event: RunEvent) => void;
  readonly onKernels: (kernels: readonly TargetKernel[]) => void;
}

/** A bad file stops only itself, and so does a kernel that is not there: what was found out is reported all the same. */
async function run(read: ReadToRun, to: RunContext, { own, onEvent, onKernels }: RunOptions): Promise<RanLessons> {
  const { courses, rendered: lessons } = read;
  const { settings, context } = to;
  const { strict, mutate, targets } = settings;
  const [target] = targets;
  const until = target?.line === undefined ? undefined : findStep(courses, target.line);
  if (lessons.length === 0) return nothingRan;
  const opened = own === undefined ? {} : { opened: own };
  const last = until === undefined ? {} : { until };
  try {
    const watched = { onEvent, onKernels };
    return await runWithProgress({ courses, lessons, judging: { strict, mutate }, ...last, ...opened, ...watched }, to);
  } catch (error) {
    const failure = renderFailure(error, context.err.style);
    if (context.signal.aborted || failure.exitCode !== 3) throw error;
    context.err.write(failure.text);
    return nothingRan;
  }
}

function stacksOf({ lessons }: Report): ReadonlySet<string> {
  return new Set(lessons.flatMap(({ runs }) => runs.flatMap(({ stack }) => stack ?? [])));
}
