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
}

/** Where a run has got to; times are milliseconds of any one clock. */
export interface ProgressState {
  readonly plan: ProgressPlan;
  readonly finished: number;
  readonly running: ReadonlyMap<string, RunningLesson>;
  /** The latest of each step so far, on each kernel. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly began: number;
}

export interface RunningLesson {
  readonly run: ProgressRun;
  readonly steps: number;
  /** The one that runs, from 1; 0 before the first. */
  readonly step: number;
  readonly stepBegan: number;
}

/** A run that has not begun. */
export function startProgress(plan: ProgressPlan, now: number): ProgressState {
  return { plan, finished: 0, running: new Map(), verdicts: new Map(), began: now };
}

/** The state after an event. */
export function advanceProgress(state: ProgressState, event: Progress, now: number): ProgressState {
  const { run } = event;
  switch (event.kind) {
    case "lesson-started":
      return withRunning(state, { run, steps: event.steps, step: 0, stepBegan: now });
    case "step-started": {
      const lesson = state.running.get(keyOf(run));
      return lesson === undefined ? state : withRunning(state, { ...lesson, step: event.step, stepBegan: now });
    }
    case "step-finished":
      return { ...state, verdicts: new Map(state.verdicts).set(`${keyOf(run)} ${event.step}`, event.verdict) };
    case "lesson-finished": {
      const running = new Map(state.running);
      running.delete(keyOf(run));
      return { ...state, running, finished: state.finished + 1 };
    }
  }
}

function withRunning(state: ProgressState, lesson: RunningLesson): ProgressState {
  return { ...state, running: new Map(state.running).set(keyOf(lesson.run), lesson) };
}

function keyOf({ file, kernel }: ProgressRun): string {
  return JSON.stringify([file, kernel]);
}
