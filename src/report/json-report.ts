import type { Finding } from "../model/finding.ts";
import type { LessonReport, LessonRun, Report, StepReport, StepResult } from "../model/report.ts";
import type { Diagnostic } from "../source/diagnostic.ts";

/** One run of nbproof over lessons and kernels, as `--json` writes it. schema/report.schema.json is made from this type. */
export interface JsonReport extends Omit<Report, "diagnostics" | "lessons"> {
  /** What is wrong with files, known without executing anything. */
  readonly diagnostics: readonly JsonDiagnostic[];
  /** In the order of courses and lessons. */
  readonly lessons: readonly JsonLesson[];
}

export interface JsonDiagnostic extends Diagnostic {
  /** The page about the code, by its path in the package. */
  readonly page: string;
}

export interface JsonFinding extends Finding {
  /** The page about the code, by its path in the package. */
  readonly page: string;
}

export interface JsonLesson extends Omit<LessonReport, "steps" | "runs"> {
  readonly steps: readonly JsonStep[];
  /** One per kernel that it ran on, in the order of `kernels`: what was wrong with the lesson's run as a whole. */
  readonly runs: readonly JsonRun[];
}

export interface JsonRun extends Omit<LessonRun, "findings"> {
  /** Findings that belong to no step: a kernel that did not start, a student edition that stops. */
  readonly findings: readonly JsonFinding[];
  /** With `code`: the page about it, by its path in the package. */
  readonly page?: string;
}

export interface JsonStep extends Omit<StepReport, "results"> {
  /** One per kernel that the lesson ran on, in the order of `kernels`; empty for prose, which has no verdict. */
  readonly results: readonly JsonResult[];
}

export interface JsonResult extends Omit<StepResult, "findings"> {
  readonly findings: readonly JsonFinding[];
  /** With `code`: the page about it, by its path in the package. */
  readonly page?: string;
}
