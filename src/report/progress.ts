import { countVerdicts, type VerdictCounts } from "../model/count-verdicts.ts";
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

export interface RunningLesson {
  readonly run: ProgressRun;
  readonly steps: number;
  /** The one that runs, from 1; 0 before the first. */
  readonly step: number;
  readonly stepBegan: number;
  readonly began: number;
}

/** Where a run has got to; times are milliseconds of any one clock. Each event costs the same, however long the run is. */
export class RunProgress {
  readonly plan: ProgressPlan;
  readonly began: number;
  readonly #running = new Map<string, RunningLesson>();
  /** By lesson and kernel: those that came to their end. */
  readonly #ended = new Set<string>();
  /** The latest of each step of the lessons that run. */
  readonly #verdicts = new Map<string, Map<number, Verdict>>();
  /** The latest of each step so far, on each kernel. */
  readonly #counts = { ...countVerdicts([]) };

  constructor(plan: ProgressPlan, now: number) {
    this.plan = plan;
    this.began = now;
  }

  get finished(): number {
    return this.#ended.size;
  }

  get running(): ReadonlyMap<string, RunningLesson> {
    return this.#running;
  }

  get counts(): VerdictCounts {
    return this.#counts;
  }

  hasEnded(run: Pick<ProgressRun, "file" | "kernel">): boolean {
    return this.#ended.has(keyOf(run));
  }

  runningOf(run: Pick<ProgressRun, "file" | "kernel">): RunningLesson | undefined {
    return this.#running.get(keyOf(run));
  }

  note(event: Progress, now: number): void {
    const { run } = event;
    const key = keyOf(run);
    switch (event.kind) {
      case "lesson-started":
        this.#running.set(key, { run, steps: event.steps, step: 0, stepBegan: now, began: now });
        break;
      case "step-started": {
        const lesson = this.#running.get(key);
        if (lesson !== undefined) this.#running.set(key, { ...lesson, step: event.step, stepBegan: now });
        break;
      }
      case "step-finished": {
        const own = this.#verdicts.get(key) ?? new Map<number, Verdict>();
        const before = own.get(event.step);
        if (before !== undefined) this.#counts[before]--;
        this.#counts[event.verdict]++;
        this.#verdicts.set(key, own.set(event.step, event.verdict));
        break;
      }
      case "lesson-finished":
        this.#running.delete(key);
        this.#verdicts.delete(key);
        this.#ended.add(key);
    }
  }
}

/** Milliseconds that the rest is likely to take, by how long lessons took before; absent where that is known of none. */
export function remainingTime(progress: RunProgress, now: number): number | undefined {
  const { earlier, kernels } = progress.plan;
  const known = [...(earlier?.files.values() ?? [])].filter((each) => each !== undefined);
  if (earlier === undefined || known.length === 0) return undefined;
  const average = known.reduce((sum, each) => sum + each, 0) / known.length;
  const left = kernels.flatMap((kernel) =>
    [...earlier.files].map(([file, duration = average]) => {
      const runs = progress.runningOf({ file, kernel });
      return progress.hasEnded({ file, kernel })
        ? 0
        : Math.max(0, duration - (runs === undefined ? 0 : now - runs.began));
    }),
  );
  // No faster than the longest that is left, however many run at a time.
  return Math.max(left.reduce((sum, each) => sum + each, 0) / earlier.jobs, ...left);
}

function keyOf({ file, kernel }: Pick<ProgressRun, "file" | "kernel">): string {
  return JSON.stringify([file, kernel]);
}
