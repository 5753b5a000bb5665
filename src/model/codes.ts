import type { SilentFailure } from "../lesson/silent-failures.ts";
import type { DiagnosticCode } from "../source/diagnostic.ts";

/** What can be wrong with a lesson, known from its run. */
export type FindingCode =
  | "output-differs"
  | "quotation-differs"
  | "error-raised"
  | "error-missing"
  | "stderr-unexpected"
  | SilentFailure
  | "no-variant"
  | "timed-out"
  | "deadline-passed"
  | "kernel-died"
  | "output-limit"
  | "input-unanswered"
  | "input-unused"
  | "solution-fails"
  | "starter-passes"
  | "wrong-passes"
  | "wrong-otherwise"
  | "not-equivalent"
  | "quiz-key"
  | "student-stops"
  | "expects-nothing"
  | "accepts-anything"
  | "unclaimed"
  | "claim-unmet"
  | "claim-untold";

/** Why a verdict is `error`: never the lesson's fault; `internal` is ours. */
export type InfrastructureCode = "kernel-start" | "server-lost" | "output-dropped" | "package-missing" | "internal";

export type Code = DiagnosticCode | FindingCode | InfrastructureCode;
