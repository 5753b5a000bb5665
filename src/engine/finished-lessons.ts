import type { LessonReport, ReportKernel } from "../model/report.ts";
import type { RanLessons } from "./collect-report.ts";
import { emptyLessonReport, withRun } from "./lesson-report.ts";
import type { RunEvent } from "./run-events.ts";
import type { LessonToRun } from "./run-input.ts";

/** What is known of a run that was stopped: the lessons that had come to their end. A consumer of a run's events. */
export class FinishedLessons {
  readonly #lessons: readonly LessonToRun[];
  readonly #reports = new Map<number, LessonReport>();
  readonly #startedAt = performance.now();
  /** Those that the lessons run on. */
  kernels: readonly ReportKernel[] = [];

  constructor(lessons: readonly LessonToRun[]) {
    this.#lessons = lessons;
  }

  /** To be called with each event. */
  note(event: RunEvent): void {
    const ran = event.kind === "lesson-ended" ? this.#lessons[event.lesson] : undefined;
    if (event.kind !== "lesson-ended" || ran === undefined) return;
    const { lesson, kernel, outcome } = event;
    const before = this.#reports.get(lesson) ?? emptyLessonReport(ran.lesson);
    this.#reports.set(lesson, withRun(before, ran.lesson, { kernel, outcome }));
  }

  get ran(): RanLessons {
    const lessons = [...this.#reports].toSorted(([left], [right]) => left - right).map(([, report]) => report);
    return { kernels: this.kernels, lessons, duration: performance.now() - this.#startedAt };
  }
}
