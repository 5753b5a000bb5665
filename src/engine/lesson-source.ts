import type { LessonToRun } from "./run-input.ts";

/** A lesson and its index among all that run. */
export interface QueuedLesson extends LessonToRun {
  readonly index: number;
}

/** Gives out each of the lessons that are to run on one kernel once, in their order. */
export interface LessonSource {
  /**
   * The next lesson, or none: to be run now, or `ahead`, which means that a kernel is made ready for it while others run.
   * What is asked for ahead may be denied where somebody else could run it sooner.
   */
  next(ahead: boolean): QueuedLesson | undefined | Promise<QueuedLesson | undefined>;
}

/** Of lessons for whoever asks first. */
export function lessonsInOrder(lessons: readonly QueuedLesson[]): LessonSource {
  const left = lessons.values();
  return { next: () => left.next().value };
}
