import type { ExpectedText } from "./expected-text.ts";
import type { SourcePlace } from "../source/place.ts";
import type { Requirements } from "./requirements.ts";

/** Output of a step, quoted in Markdown: lines that the step must show, one right after the other, or a part of one. */
export interface Quotation {
  /** The quoted step's `id`, and where it is named. */
  readonly step: string;
  readonly place: SourcePlace;
  /** The kernels that it is for; absent: all. */
  readonly when?: Requirements;
  readonly expected: ExpectedText;
  /** It stands in a sentence: text as it is, a part of a line that the step shows. */
  readonly inline?: true;
}
