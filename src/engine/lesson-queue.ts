import type { Lesson } from "../lesson/lesson.ts";
import { isExecuted } from "../model/plan.ts";
import type { ProgressRun } from "../model/progress.ts";
import { describeFailure } from "./describe-failure.ts";
import type { LessonSource, QueuedLesson } from "./lesson-source.ts";
import { type KernelContext, prepareKernel, type PreparedKernel } from "./prepare-kernel.ts";
import type { JudgedStep, LessonOutcome, RunEvent } from "./run-events.ts";
import { runLesson } from "./run-lesson.ts";

/** A lesson whose turn has come, and its first kernel where that was started ahead. */
interface TakenLesson {
  readonly queued: QueuedLesson;
  readonly kernel?: Promise<PreparedKernel>;
}

/** Lessons on one kernel: so many at a time as there are jobs, and as many kernels started ahead. */
export class LessonQueue implements AsyncDisposable {
  readonly #source: LessonSource;
  readonly #context: KernelContext;
  readonly #emit: (event: RunEvent) => void;
  /** In the order of their turns. */
  readonly #ahead: Required<TakenLesson>[] = [];
  readonly #ending: Promise<void>[] = [];
  /** What is being asked for ahead comes before what is asked for now. */
  #asking: Promise<void> = Promise.resolve();

  constructor(source: LessonSource, context: KernelContext, emit: (event: RunEvent) => void) {
    this.#source = source;
    this.#context = context;
    this.#emit = emit;
  }

  /** Resolves when all lessons and their kernels have ended; throws then where the run was aborted. */
  async run(): Promise<void> {
    const { jobs } = this.#context.input;
    const ended = await Promise.allSettled(Array.from({ length: jobs }, async () => await this.#work()));
    await Promise.all(this.#ending);
    for (const worker of ended) if (worker.status === "rejected") throw worker.reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([this.#asking]);
    const left = await Promise.allSettled(this.#ahead.map(async ({ kernel }) => await kernel));
    await Promise.all(
      left.map(async (kernel) =>
        kernel.status === "fulfilled" ? await kernel.value[Symbol.asyncDispose]() : undefined,
      ),
    );
  }

  async #work(): Promise<void> {
    for (let taken = await this.#take(); taken !== undefined; taken = await this.#take()) await this.#runLesson(taken);
  }

  async #take(): Promise<TakenLesson | undefined> {
    await this.#asking;
    const ahead = this.#ahead.shift();
    if (ahead !== undefined) return ahead;
    const queued = await this.#source.next(false);
    return queued && { queued };
  }

  async #runLesson(taken: TakenLesson): Promise<void> {
    const { target, input, lock, signal } = this.#context;
    const { queued } = taken;
    const { lesson, index } = queued;
    const kernel = target.name;
    const run: ProgressRun = { file: lesson.place.file, lesson: lesson.name, kernel };
    const numbers = verdictNumbers(lesson);
    this.#emit({ kind: "lesson-started", run, steps: numbers.size });
    const outcome = await runLesson(queued, {
      input,
      prepare: this.#kernelsFor(taken),
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

  /** The first kernel for a lesson may have been started ahead; taking it starts those of the next. */
  #kernelsFor({ queued, kernel: ahead }: TakenLesson): () => Promise<PreparedKernel> {
    let first = ahead;
    return async () => {
      const taken = first ?? prepareKernel(queued.lesson, this.#context);
      first = undefined;
      const kernel = await taken;
      this.#asking = this.#asking.then(async () => await this.#prepareAhead());
      // Whoever asks for a lesson sees it.
      this.#asking.catch(() => undefined);
      return kernel;
    };
  }

  async #prepareAhead(): Promise<void> {
    const { input, settings, signal } = this.#context;
    // Somebody else's server may allow so many kernels and no more: one that waits could keep one that works from starting.
    if (settings.foreign) return;
    while (this.#ahead.length < input.jobs && !signal.aborted) {
      const queued = await this.#source.next(true);
      if (queued === undefined) return;
      const kernel = prepareKernel(queued.lesson, this.#context);
      // Whoever takes it sees the failure; nobody may take it when the run is ended.
      kernel.catch(() => undefined);
      this.#ahead.push({ queued, kernel });
    }
  }
}

/** Index into the lesson's steps → its number among those that have a verdict, from 1. */
function verdictNumbers({ steps }: Lesson): ReadonlyMap<number, number> {
  const executed = [...steps.entries()].filter(([, step]) => isExecuted(step));
  return new Map(executed.map(([index], number) => [index, number + 1]));
}
