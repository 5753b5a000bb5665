import { compact } from "../basics/compact.ts";
import { durationsOf } from "../model/durations.ts";
import type { EarlierDurations } from "../report/progress.ts";
import { readDurations, writeDurations } from "./durations-file.ts";
import { EarlyEnd } from "./early-end.ts";
import type { Selected } from "./select-lessons.ts";
import { makeReport, nothingRan } from "../api/make-report.ts";
import type { RanLessons } from "../engine/report-so-far.ts";
import type { RunEvent } from "../engine/run-events.ts";
import { ReportSoFar } from "../engine/report-so-far.ts";
import type { TargetKernel } from "../engine/run-input.ts";
import type { LessonReport, Report, Unfinished } from "../model/report.ts";
import type { OwnKernels } from "../targets/own-kernels.ts";
import type { ReadToRun } from "./read-to-run.ts";
import { renderBug, renderFailure } from "./render-failure.ts";
import { Reporting } from "./reporting.ts";
import { type RunContext, runWithProgress } from "./run-with-progress.ts";
import { findStep } from "./target.ts";

/** Writes what a run showed: told each event, and at the end what came of it. */
export interface RunSaver {
  note(event: RunEvent): void;
  /** Says what became of each file, a line each, once it has. Once the signal is aborted, no further one is written. */
  save(
    lessons: readonly LessonReport[],
    files: {
      readonly cwd: string;
      readonly sources: ReadonlyMap<string, string>;
      readonly signal: AbortSignal;
    },
  ): AsyncIterable<string>;
}

export interface ReportRunOptions {
  /** Kernels that are open already. */
  readonly own?: OwnKernels | undefined;
  readonly saver?: RunSaver | undefined;
  /** How the lessons were chosen; absent: all of them run. */
  readonly selection?: Omit<Selected, "read">;
}

/** Runs lessons once and reports: on the terminal, into files where that was asked for, and into what is saved. */
export async function reportRun(
  read: ReadToRun,
  to: RunContext,
  { own, saver, selection = {} }: ReportRunOptions = {},
): Promise<number> {
  const { settings, context } = to;
  const { hashSeed, maxSkipped, requirePackages, reporters, verbose, quiet } = settings;
  const { out, err, cwd } = context;
  const known = readDurations(settings.durations);
  const { rendered, diagnostics, sources, settings: project } = read;
  const reporting = await Reporting.open(reporters, { sources, verbose, quiet }, context);
  const soFar = new ReportSoFar({ lessons: rendered });
  const parts = { diagnostics, hashSeed, ...compact({ maxSkipped, settings: project }), requirePackages, ...selection };
  let kernels: readonly TargetKernel[] = [];
  // The whole time, from the process's start: what a clock beside it shows.
  const reportOf = (ran: RanLessons, unfinished?: Unfinished): Report =>
    makeReport({ ...ran, duration: performance.now() }, { ...parts, ...compact({ unfinished }) });
  const partly = (why: Unfinished["why"]): Report => {
    const { ran, finished } = soFar.stoppedOn(kernels);
    return reportOf(ran, { why, finished, due: rendered.length });
  };
  // What a disk refuses is told before the run, not after it.
  reporting.writeSoFar(() => partly("running"));
  context.onStop?.(() => {
    const report = partly("stopped");
    reporting.tell(report);
    reporting.write(report);
  });
  using end = new EarlyEnd(settings);
  const onEvent = (event: RunEvent): void => {
    saver?.note(event);
    soFar.note(event);
    end.note(event);
    if (event.kind === "lesson-ended") reporting.writeSoFar(() => partly("running"));
  };
  const onKernels = (chosen: readonly TargetKernel[]): void => void (kernels = chosen);
  const files = new Map(rendered.map(({ lesson }) => [lesson.place.file, known[lesson.place.file]]));
  const watched = { own, onEvent, onKernels, earlier: { files, jobs: settings.jobs } };
  const signal = AbortSignal.any([context.signal, end.signal]);
  const ran = await run(read, { settings, context: { ...context, signal } }, watched).catch((cause: unknown) => {
    if (context.signal.aborted || !end.signal.aborted) throw cause;
    return undefined;
  });
  // It has all come to its end: a report is due, and no longer a part of one.
  context.onStop?.(() => undefined);
  const report = ran === undefined ? partly(end.why) : reportOf(ran);
  // Before what the disk may refuse.
  reporting.tell(report);
  reporting.write(report);
  writeDurations(settings.durations, durationsOf(report));
  if (saver !== undefined) {
    const place = { cwd, sources, signal: context.signal };
    for await (const line of saver.save(report.lessons, place)) out.write(`${line}\n`);
  }
  for (const stack of stacksOf(report)) err.write(renderBug(stack, err.style));
  return report.exitCode;
}

interface RunOptions {
  readonly own: OwnKernels | undefined;
  readonly onEvent: (event: RunEvent) => void;
  readonly onKernels: (kernels: readonly TargetKernel[]) => void;
  readonly earlier: EarlierDurations;
}

/** A bad file stops only itself, and so does a kernel that is not there: what was found out is reported all the same. */
async function run(read: ReadToRun, to: RunContext, { own, ...watched }: RunOptions): Promise<RanLessons> {
  const { courses, rendered: lessons } = read;
  const { settings, context } = to;
  const { strict, mutate, targets } = settings;
  const [target] = targets;
  const until = target?.line === undefined ? undefined : findStep(courses, target.line);
  if (lessons.length === 0) return nothingRan;
  const opened = own === undefined ? {} : { opened: own };
  const last = until === undefined ? {} : { until };
  try {
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
