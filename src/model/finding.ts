import type { FindingCode } from "./codes.ts";
import type { SourcePlace } from "../source/place.ts";

/** `failed`: the lesson is wrong. `skipped`: a requirement is absent. `error`: the infrastructure failed. */
export type Verdict = "passed" | "failed" | "skipped" | "error";

/** The first line that differs. */
export interface Difference {
  /** The pattern's line, as written; absent where the output has a line too many. */
  readonly expected?: string;
  /** The output's line; absent where a line is missing. */
  readonly actual?: string;
  /** Why: the hole that refused and its reason, the captured value. */
  readonly why?: string;
}

/** One thing wrong that a run showed. */
export interface Finding {
  readonly code: FindingCode;
  readonly place: SourcePlace;
  /** What happened: one sentence, sentence case, no final period. */
  readonly message: string;
  readonly difference?: Difference;
  /** What the cell showed, whole or its head and tail; for the reader. */
  readonly shown?: string;
  /** A traceback, ANSI colours removed, frames of the lesson only. */
  readonly traceback?: string;
  readonly advice?: string;
  /** What alone made the difference, where that is known: findings that have it in common are told as one. */
  readonly cause?: string;
}
