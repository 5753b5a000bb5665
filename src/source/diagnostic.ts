import type { DiagnosticCode } from "../lesson/codes.ts";
import type { Place } from "./place.ts";

/** One thing wrong with a file that an author wrote, found without executing anything. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly place: Place;
  /** What happened: one sentence, sentence case, no final period. */
  readonly message: string;
  /** What to do: one sentence, where the code's general remedy can be made specific. */
  readonly advice?: string;
  /** The author's line or lines rewritten as they should be. */
  readonly rewritten?: string;
}
