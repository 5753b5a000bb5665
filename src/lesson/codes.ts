export type DiagnosticCode =
  | "yaml-syntax"
  | "unknown-key"
  | "missing-key"
  | "wrong-type"
  | "needs-quotes"
  | "text-cut"
  | "bad-value"
  | "empty-value"
  | "bad-duration"
  | "bad-id"
  | "several-documents"
  | "empty-file"
  | "not-text"
  | "reserved-name"
  | "duplicate-lesson"
  | "bad-claim"
  | "unchecked-claim"
  | "duplicate-key"
  | "duplicate-id"
  | "bad-step"
  | "bad-pattern"
  | "unknown-capture"
  | "unreachable-variant"
  | "claims-and-expect"
  | "bad-version"
  | "missing-file"
  | "outside-pack"
  | "include-cycle"
  | "bad-quiz"
  | "bad-quotation"
  | "json-syntax"
  | "bad-notebook";

export type FindingCode =
  | "output-differs"
  | "quotation-differs"
  | "error-raised"
  | "error-missing"
  | "stderr-unexpected"
  | SilentFailure
  | "no-variant"
  | "timed-out"
  | "kernel-died"
  | "output-limit"
  | "input-unanswered"
  | "input-unused"
  | "solution-fails"
  | "starter-passes"
  | "wrong-passes"
  | "wrong-otherwise"
  | "quiz-key"
  | "student-stops"
  | "expects-nothing"
  | "accepts-anything";

/** What goes wrong in a cell that comes to its end all the same; a step may allow each. */
export type SilentFailure = "command-failed" | "error-printed" | "warning-shown";

/** Why a verdict is `error`: never the lesson's fault. */
export type InfrastructureCode = "kernel-start" | "server-lost" | "output-dropped";

export type Code = DiagnosticCode | FindingCode | InfrastructureCode;

/** Those that a step can allow. */
export const silentFailures: readonly SilentFailure[] = ["command-failed", "error-printed", "warning-shown"];
