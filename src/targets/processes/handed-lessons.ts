import type { LessonSource, QueuedLesson } from "../../engine/lesson-source.ts";
import type { LessonOutcome, RunEvent } from "../../engine/run-events.ts";

export interface HandedOptions {
  /** In their order. */
  readonly lessons: readonly QueuedLesson[];
  readonly kernel: string;
  /** How many processes run them. */
  readonly processes: number;
  /** How often a lesson is run again whose process ends. */
  readonly retries: number;
  readonly emit: (event: RunEvent) => void;
}

/** A lesson that a process has. */
interface Handed {
  readonly queued: QueuedLesson;
  started: number | undefined;
}

/** The lessons that run on one kernel in several processes: who has which, and what becomes of it when one ends. */
export class HandedLessons {
  readonly #options: HandedOptions;
  /** The next comes last. */
  readonly #left: QueuedLesson[];
  /** By index, why each was given back that had begun to run. */
  readonly #lost = new Map<number, readonly string[]>();
  /** By index, those of which it was told that they finished, though their kernels may still be ending. */
  readonly #finished = new Set<number>();

  constructor(options: HandedOptions) {
    this.#options = options;
    this.#left = options.lessons.toReversed();
  }

  get isEmpty(): boolean {
    return this.#left.length === 0;
  }

  /** What one process takes and tells. */
  handTo(): LessonHand {
    const has = new Map<string, Handed>();
    let hasRun = false;
    return {
      get hasRun() {
        return hasRun;
      },
      next: (ahead) => {
        // At the end each lesson is for whoever is free first.
        if (ahead && this.#left.length < this.#options.processes) return undefined;
        const queued = this.#left.pop();
        if (queued !== undefined) has.set(queued.lesson.place.file, { queued, started: undefined });
        return queued;
      },
      tell: (event) => {
        if (event.kind === "lesson-started") hasRun = true;
        this.#tell(event, has);
      },
      lost: (reason) => this.#takeBack([...has.values()], reason),
    };
  }

  #tell(event: RunEvent, has: Map<string, Handed>): void {
    const { emit } = this.#options;
    if (event.kind === "lesson-started") {
      const handed = has.get(event.run.file);
      if (handed !== undefined) handed.started = performance.now();
      // It was told the first time.
      if (handed !== undefined && this.#lost.has(handed.queued.index)) return;
    }
    if (event.kind === "lesson-finished" && this.#isToldTwice(has.get(event.run.file))) return;
    if (event.kind !== "lesson-ended") return emit(event);
    for (const [file, { queued }] of has) if (queued.index === event.lesson) has.delete(file);
    const lost = this.#lost.get(event.lesson);
    emit(lost === undefined ? event : { ...event, outcome: retried(event.outcome, lost) });
  }

  /** Whether it was told before that the lesson finished; from now on it was. */
  #isToldTwice(handed: Handed | undefined): boolean {
    if (handed === undefined) return false;
    const { index } = handed.queued;
    const told = this.#finished.has(index);
    this.#finished.add(index);
    return told;
  }

  /** Gives back what a process had that has ended. */
  #takeBack(had: readonly Handed[], reason: string): void {
    const { kernel, retries, emit } = this.#options;
    const again: QueuedLesson[] = [];
    for (const { queued, started } of had) {
      const { lesson, index } = queued;
      if (started === undefined) {
        again.push(queued);
        continue;
      }
      const lost = [...(this.#lost.get(index) ?? []), reason];
      if (lost.length <= retries) {
        this.#lost.set(index, lost);
        again.push(queued);
        continue;
      }
      const duration = performance.now() - started;
      const given: LessonOutcome = {
        results: new Map(),
        findings: [],
        verdict: "error",
        reason,
        code: "server-lost",
        retries: 0,
        duration,
      };
      const outcome = retried(given, lost.slice(0, -1));
      const run = { file: lesson.place.file, lesson: lesson.name, kernel };
      if (!this.#finished.has(index)) emit({ kind: "lesson-finished", run, verdict: "error", duration });
      emit({ kind: "lesson-ended", lesson: index, kernel, outcome });
    }
    this.#left.push(...again);
    this.#left.sort((one, other) => other.index - one.index);
  }
}

/** One process's lessons. */
export interface LessonHand extends LessonSource {
  next(ahead: boolean): QueuedLesson | undefined;
  /** Whether a lesson has begun there. */
  readonly hasRun: boolean;
  /** To be called with each event of the process. */
  tell(event: RunEvent): void;
  /** To be called when the process has ended before its lessons, with what ended it. */
  lost(reason: string): void;
}

function retried(outcome: LessonOutcome, lost: readonly string[]): LessonOutcome {
  if (lost.length === 0) return outcome;
  return { ...outcome, retries: outcome.retries + lost.length, retried: [...lost, ...(outcome.retried ?? [])] };
}
