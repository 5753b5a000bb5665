import type { SourcePlace } from "./place.ts";

/** What can be wrong with a file, known without executing anything. */
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
  | "duplicate-file"
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
  | "bad-aside"
  | "bad-markup"
  | "json-syntax"
  | "toml-syntax"
  | "bad-notebook"
  | "bad-record"
  | "bad-template";

/** A part of a file as it stands there. */
export interface Replaced {
  /** 1-based, and so is the column, in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  /** Some lines, without the last line's end. */
  readonly text: string;
}

/** One thing wrong with a file that an author wrote, found without executing anything. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly place: SourcePlace;
  /** What happened: one sentence, sentence case, no final period. */
  readonly message: string;
  /** What to do: one sentence, where the code's general remedy can be made specific. */
  readonly advice?: string;
  /** The author's line or lines rewritten as they should be. */
  readonly rewritten?: string;
  /** What stands in their place now; absent where rewriting them would not be all. */
  readonly replaces?: Replaced;
}
