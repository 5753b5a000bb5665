import type { Verdict } from "../model/finding.ts";
import type { Progress, ProgressRun } from "../model/progress.ts";

/** What a run is going to do. */
export interface ProgressPlan {
  /** One for each kernel that it runs on. */
  readonly lessons: number;
  /** Names. */
  readonly kernels: readonly string[];
  /** What the run is for, where it is not for verdicts: `run 1 of 2`. */
  readonly purpose?: string;
  /** How long each lesson took before, where that is known. */
  readonly earlier?: EarlierDurations;
}

/** Milliseconds by a lesson's file, and how many lessons run at a time. */
export interface EarlierDurations {
  /** Of all that are to run; absent for those that never ran. */
  readonly files: ReadonlyMap<string, number | undefined>;
  readonly jobs: number;
}

/** Where a run has got to; times are milliseconds of any one clock. */
export interface ProgressState {
  readonly plan: ProgressPlan;
  readonly finished: number;
  readonly running: ReadonlyMap<string, RunningLesson>;
  /** The latest of each step so far, on each kernel. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly began: number;
  /** By lesson and kernel: those that came to their end. */
  readonly ended: ReadonlySet<string>;
}

export interface RunningLesson {
  readonly run: ProgressRun;
  readonly steps: number;
  /** The one that runs, from 1; 0 before the first. */
  readonly step: number;
  readonly stepBegan: number;
  readonly began: number;
}

/** A run that has not begun. */
export function startProgress(plan: ProgressPlan, now: number): ProgressState {
  return { plan, finished: 0, running: new Map(), verdicts: new Map(), began: now, ended: new Set() };
}

/** The state after an event. */
export function advanceProgress(state: ProgressState, event: Progress, now: number): ProgressState {
  const { run } = event;
  switch (event.kind) {
    case "lesson-started":
      return withRunning(state, { run, steps: event.steps, step: 0, stepBegan: now, began: now });
    case "step-started": {
      const lesson = state.running.get(keyOf(run));
      return lesson === undefined ? state : withRunning(state, { ...lesson, step: event.step, stepBegan: now });
    }
    case "step-finished":
      return { ...state, verdicts: new Map(state.verdicts).set(`${keyOf(run)} ${event.step}`, event.verdict) };
    case "lesson-finished": {
      const running = new Map(state.running);
      running.delete(keyOf(run));
      return { ...state, running, finished: state.finished + 1, ended: new Set(state.ended).add(keyOf(run)) };
    }
  }
}

/** Milliseconds that the rest is likely to take, by how long lessons took before; absent where that is known of none. */
export function remainingTime({ plan, running, ended }: ProgressState, now: number): number | undefined {
  const { earlier, kernels } = plan;
  const known = [...(earlier?.files.values() ?? [])].filter((each) => each !== undefined);
  if (earlier === undefined || known.length === 0) return undefined;
  const average = known.reduce((sum, each) => sum + each, 0) / known.length;
  const left = kernels.flatMap((kernel) =>
    [...earlier.files].map(([file, duration = average]) => {
      const key = keyOf({ file, kernel });
      const runs = running.get(key);
      return ended.has(key) ? 0 : Math.max(0, duration - (runs === undefined ? 0 : now - runs.began));
    }),
  );
  // No faster than the longest that is left, however many run at a time.
  return Math.max(left.reduce((sum, each) => sum + each, 0) / earlier.jobs, ...left);
}

function withRunning(state: ProgressState, lesson: RunningLesson): ProgressState {
  return { ...state, running: new Map(state.running).set(keyOf(lesson.run), lesson) };
}

function keyOf({ file, kernel }: Pick<ProgressRun, "file" | "kernel">): string {
  return JSON.stringify([file, kernel]);
}
