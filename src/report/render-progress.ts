import type { Progress, ProgressRun } from "../model/progress.ts";
import { displayWidth } from "./display-width.ts";
import { kernelLabels } from "./kernel-labels.ts";
import { type ProgressPlan, remainingTime, type RunningLesson, type RunProgress } from "./progress.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";
import { plural, renderCounts, renderDuration, renderMark } from "./words.ts";

// A terminal has few lines to spare for what will be gone in a moment.
const mostLessons = 8;

/** What runs now, a line each, and how far all of it is; for a terminal that draws it again and again. */
export function renderProgress(progress: RunProgress, now: number, style: Style): readonly string[] {
  const running = [...progress.running.values()];
  const shown = running.slice(0, mostLessons);
  const { lessons, kernels, purpose } = progress.plan;
  const width = Math.max(0, ...shown.map((lesson) => displayWidth(visible(lesson.run.lesson))));
  const left = running.length - shown.length;
  const hasVerdicts = Object.values(progress.counts).some((count) => count > 0);
  return [
    ...shown.map((lesson) => renderRunning(lesson, { now, width, kernels, style })),
    ...(left > 0 ? [style.quiet(`  and ${plural(left, "more lesson", "more lessons")}`)] : []),
    [
      `${progress.finished} of ${plural(lessons, "lesson")}`,
      ...(purpose === undefined ? [] : [purpose]),
      ...(hasVerdicts && purpose === undefined ? [renderCounts(progress.counts, style)] : []),
      renderDuration(now - progress.began),
      ...remaining(progress, now),
    ].join("  "),
  ];
}

/** What still runs, on one line, for where lines cannot be drawn again. */
export function renderHeartbeat(progress: RunProgress, now: number, style: Style): string {
  const running = [...progress.running.values()];
  const shown = running.slice(0, mostNamed).map(({ run, step, steps, stepBegan }) => {
    const at = step === 0 ? "starts" : `step ${step} of ${steps}`;
    return `${visible(run.lesson)} (${at}, ${renderDuration(now - stepBegan)}${kernelOf(run, progress.plan.kernels)})`;
  });
  const left = running.length - shown.length;
  const runs = shown.length === 0 ? [] : [`runs: ${[...shown, ...(left > 0 ? [`${left} more`] : [])].join(", ")}`];
  const done = `${progress.finished} of ${plural(progress.plan.lessons, "lesson")} after ${renderDuration(now - progress.began)}`;
  return style.quiet([done, ...remaining(progress, now), ...runs].join("  ")) + "\n";
}

const mostNamed = 4;

/** By how long lessons took before; nothing where that is known of none. */
function remaining(progress: RunProgress, now: number): readonly string[] {
  const left = remainingTime(progress, now);
  return left === undefined ? [] : [`about ${renderRoughly(left)} left`];
}

function renderRoughly(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** A finished lesson on one line, for where lines cannot be drawn again; nothing for any other event. */
export function renderProgressLine(event: Progress, { kernels, purpose }: ProgressPlan, style: Style): string {
  if (event.kind !== "lesson-finished") return "";
  const { run, verdict, duration } = event;
  const rest = renderDuration(duration) + kernelOf(run, kernels);
  const mark = purpose === undefined ? renderMark(verdict, style) : style.quiet(purpose);
  return `${mark} ${visible(run.lesson)}  ${style.quiet(rest)}\n`;
}

interface Layout {
  readonly now: number;
  readonly width: number;
  readonly kernels: readonly string[];
  readonly style: Style;
}

function renderRunning({ run, steps, step, stepBegan }: RunningLesson, { now, width, kernels, style }: Layout): string {
  const name = visible(run.lesson);
  const at = step === 0 ? "starting" : `step ${step} of ${steps}`;
  const padding = " ".repeat(width - displayWidth(name));
  return `  ${name}${padding}  ${at}  ${style.quiet(renderDuration(now - stepBegan) + kernelOf(run, kernels))}`;
}

/** Named only where there are several. */
function kernelOf({ kernel }: ProgressRun, kernels: readonly string[]): string {
  return kernels.length < 2 ? "" : `  ${kernelLabels(kernels).get(kernel) ?? kernel}`;
}
