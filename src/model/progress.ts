import type { Verdict } from "./finding.ts";

/** What a run tells while it goes on, for those who watch; the `Report` holds all of it again at the end. */
export type Progress =
  | {
      readonly kind: "lesson-started";
      readonly run: ProgressRun;
      /** Steps that can have a verdict: prose is not counted. */
      readonly steps: number;
    }
  /** `step` counts from 1, prose left out. A step can finish again: output came late, or the lesson is run once more. */
  | { readonly kind: "step-started"; readonly run: ProgressRun; readonly step: number }
  | { readonly kind: "step-finished"; readonly run: ProgressRun; readonly step: number; readonly verdict: Verdict }
  | {
      readonly kind: "lesson-finished";
      readonly run: ProgressRun;
      readonly verdict: Verdict;
      /** Milliseconds. */
      readonly duration: number;
    };

/** One lesson on one kernel. */
export interface ProgressRun {
  /** The lesson's file, as `LessonReport.file` names it: unique in a report. */
  readonly file: string;
  /** The lesson's name. */
  readonly lesson: string;
  /** The kernel's name, as `ReportKernel.name`. */
  readonly kernel: string;
}
