import { seenText } from "../check/seen.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import type { LessonReport, Report, ReportImage, ReportKernel } from "../model/report.ts";
import { imagesOf } from "./images-of.ts";
import { emptyLessonReport, withRun } from "./lesson-report.ts";
import type { RunEvent } from "./run-events.ts";
import { lessonsOn, type RunInput, type TargetKernel } from "./run-input.ts";

/** What a run adds to a report, in the order of the input's lessons and kernels. */
export type RanLessons = Pick<Report, "kernels" | "lessons" | "duration">;

/** The report that a run's events make, at any moment of it: a consumer of them. */
export class ReportSoFar {
  readonly #input: Pick<RunInput, "lessons" | "until">;
  readonly #startedAt = performance.now();
  readonly #kernels: ReportKernel[] = [];
  readonly #reports: LessonReport[];
  /** By kernel, what a reader sees of the step that was asked for. */
  readonly #shown = new Map<string, string>();
  /** By lesson, kernel and step, what a reader saw of those that did not pass. */
  readonly #images = new Map<string, readonly ReportImage[]>();

  constructor(input: Pick<RunInput, "lessons" | "until">) {
    this.#input = input;
    this.#reports = input.lessons.map(({ lesson }) => emptyLessonReport(lesson));
  }

  /** To be called with each event. */
  note(event: RunEvent): void {
    const { lessons, until } = this.#input;
    if (event.kind === "step-judged" && until !== undefined && event.judged.observed.run.step === until)
      this.#shown.set(event.kernel, shownBy(event.judged.observed));
    if (event.kind === "step-judged") this.#noteImages(event);
    if (event.kind === "kernel-ended") this.#kernels.push(event.kernel);
    if (event.kind !== "lesson-ended") return;
    const report = this.#reports[event.lesson];
    const ran = lessons[event.lesson];
    const { kernel, outcome } = event;
    const last = until === undefined ? {} : { until };
    const images = (step: number): readonly ReportImage[] | undefined =>
      this.#images.get(JSON.stringify([event.lesson, kernel, step]));
    if (report && ran) this.#reports[event.lesson] = withRun(report, ran.lesson, { kernel, outcome, images, ...last });
  }

  /** Only the latest word on a step counts: it may have passed the second time. */
  #noteImages({ lesson, kernel, judged }: Extract<RunEvent, { kind: "step-judged" }>): void {
    const { observed, result } = judged;
    const key = JSON.stringify([lesson, kernel, observed.run.step]);
    if (result.verdict === "passed") this.#images.delete(key);
    else this.#images.set(key, imagesOf(observed));
  }

  /** All of it. */
  get ran(): RanLessons {
    const { until } = this.#input;
    const lessons =
      until === undefined ? this.#reports : this.#reports.map((report) => withShown(report, until, this.#shown));
    return { kernels: this.#kernels, lessons, duration: performance.now() - this.#startedAt };
  }

  /** Of a run on these kernels that is stopped: the lessons of which the verdict is known, and how many came to their end. */
  stoppedOn(kernels: readonly TargetKernel[]): { readonly ran: RanLessons; readonly finished: number } {
    const { lessons, duration } = this.ran;
    const due = lessons.map((_, index) => kernels.filter((kernel) => isFor(kernel, this.#input.lessons, index)).length);
    const isFinished = ({ runs }: LessonReport, index: number): boolean =>
      runs.length > 0 && runs.length === due[index];
    // What failed on one kernel has failed; what passed on one may fail on the next.
    const known = lessons.filter(
      (report, index) =>
        isFinished(report, index) || report.runs.some(({ verdict }) => verdict === "failed" || verdict === "error"),
    );
    const named = kernels.map(({ name, displayName, chosen }) => ({ name, displayName, chosen }));
    return { ran: { kernels: named, lessons: known, duration }, finished: lessons.filter(isFinished).length };
  }
}

function isFor(kernel: TargetKernel, lessons: RunInput["lessons"], index: number): boolean {
  return lessonsOn(kernel, lessons).some((each) => each.index === index);
}

function shownBy({ actions }: ObservedStep): string {
  const cells = actions.filter(({ action }) => action.kind === "cell");
  return cells.flatMap(({ observations }) => observations.map(seenText)).join("");
}

/** The step that was asked for, with what a reader sees of it on each kernel. */
function withShown(lesson: LessonReport, index: number, shown: ReadonlyMap<string, string>): LessonReport {
  const steps = lesson.steps.map((step, at) => {
    if (at !== index) return step;
    return { ...step, results: step.results.map((result) => ({ ...result, shown: shown.get(result.kernel) ?? "" })) };
  });
  return { ...lesson, steps };
}
