import type { Lesson } from "../lesson/lesson.ts";
import { isExecuted } from "../model/plan.ts";
import type { ProgressRun } from "../model/progress.ts";
import { describeFailure } from "./describe-failure.ts";
import { type KernelContext, prepareKernel, type PreparedKernel } from "./prepare-kernel.ts";
import type { JudgedStep, LessonOutcome, RunEvent } from "./run-events.ts";
import type { LessonToRun } from "./run-input.ts";
import { runLesson } from "./run-lesson.ts";

/** A lesson and its index among all that run. */
export interface QueuedLesson extends LessonToRun {
  readonly index: number;
}

/** Lessons on one kernel: so many at a time as there are jobs, and one more kernel started ahead. */
export class LessonQueue implements AsyncDisposable {
  readonly #lessons: readonly QueuedLesson[];
  readonly #context: KernelContext;
  readonly #emit: (event: RunEvent) => void;
  readonly #ahead = new Map<number, Promise<PreparedKernel>>();
  readonly #ending: Promise<void>[] = [];
  #next = 0;

  constructor(lessons: readonly QueuedLesson[], context: KernelContext, emit: (event: RunEvent) => void) {
    this.#lessons = lessons;
    this.#context = context;
    this.#emit = emit;
  }

  /** Resolves when all lessons and their kernels have ended; throws then where the run was aborted. */
  async run(): Promise<void> {
    const workers = Math.min(this.#context.input.jobs, this.#lessons.length);
    const ended = await Promise.allSettled(Array.from({ length: workers }, async () => await this.#work()));
    await Promise.all(this.#ending);
    for (const worker of ended) if (worker.status === "rejected") throw worker.reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const left = await Promise.allSettled(this.#ahead.values());
    await Promise.all(
      left.map(async (kernel) =>
        kernel.status === "fulfilled" ? await kernel.value[Symbol.asyncDispose]() : undefined,
      ),
    );
  }

  async #work(): Promise<void> {
    for (let at = this.#next++; at < this.#lessons.length; at = this.#next++) {
      const queued = this.#lessons[at];
      if (queued) await this.#runLesson(queued, at);
    }
  }

  async #runLesson(queued: QueuedLesson, at: number): Promise<void> {
    const { target, input, lock, signal } = this.#context;
    const { lesson, index } = queued;
    const kernel = target.name;
    const run: ProgressRun = { file: lesson.place.file, lesson: lesson.name, kernel };
    const numbers = verdictNumbers(lesson);
    this.#emit({ kind: "lesson-started", run, steps: numbers.size });
    const outcome = await runLesson(queued, {
      input,
      prepare: this.#kernelsFor(at, lesson),
      options: {
        outputLimit: input.outputLimit,
        lock,
        ...(signal ? { signal } : {}),
        onStepStarted: ({ step }) => {
          if (step !== undefined) this.#emit({ kind: "step-started", run, step: numbers.get(step) ?? 0 });
        },
      },
      onJudged: (judged) => {
        this.#emit({ kind: "step-judged", lesson: index, kernel, judged });
        this.#tellVerdict(run, judged, numbers);
      },
    });
    const { verdict, duration } = outcome;
    this.#emit({ kind: "lesson-finished", run, verdict, duration });
    this.#ending.push(this.#tellEnd(queued, outcome));
  }

  /** The next lesson does not wait for the end of this one's kernels, but what goes wrong there is this one's. */
  async #tellEnd({ lesson, index }: QueuedLesson, ran: LessonOutcome): Promise<void> {
    const { endings, target } = this.#context;
    const outcome = await endings.ended(lesson).then(
      () => ran,
      (cause: unknown) => ({ ...ran, ...describeFailure(cause) }),
    );
    this.#emit({ kind: "lesson-ended", lesson: index, kernel: target.name, outcome });
  }

  #tellVerdict(run: ProgressRun, judged: JudgedStep, numbers: ReadonlyMap<number, number>): void {
    const { step } = judged.observed.run;
    if (step === undefined) return;
    const verdict = judged.review.findings.length > 0 ? "failed" : judged.result.verdict;
    this.#emit({ kind: "step-finished", run, step: numbers.get(step) ?? 0, verdict });
  }

  /** The first kernel for a lesson may have been started ahead; taking it starts the next lesson's. */
  #kernelsFor(at: number, lesson: Lesson): () => Promise<PreparedKernel> {
    return async () => {
      const ahead = this.#ahead.get(at);
      this.#ahead.delete(at);
      const kernel = await (ahead ?? prepareKernel(lesson, this.#context));
      this.#prepareAhead(at + 1);
      return kernel;
    };
  }

  #prepareAhead(at: number): void {
    const queued = this.#lessons[at];
    // Somebody else's server may allow so many kernels and no more: one that waits could keep one that works from starting.
    if (this.#context.settings.foreign) return;
    if (queued === undefined || at < this.#next || this.#ahead.has(at)) return;
    const prepared = prepareKernel(queued.lesson, this.#context);
    // Whoever takes it sees the failure; nobody may take it when the run is ended.
    prepared.catch(() => undefined);
    this.#ahead.set(at, prepared);
  }
}

/** Index into the lesson's steps → its number among those that have a verdict, from 1. */
function verdictNumbers({ steps }: Lesson): ReadonlyMap<number, number> {
  const executed = [...steps.entries()].filter(([, step]) => isExecuted(step));
  return new Map(executed.map(([index], number) => [index, number + 1]));
}
