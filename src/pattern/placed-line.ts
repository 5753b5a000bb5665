import { type CompiledLine, isGap } from "./compile-line.ts";
import type { ReadText } from "./read-line.ts";

/** A line of the pattern and the line of output that it read; 0-based. */
export interface PlacedLine {
  readonly patternLine: number;
  readonly actualLine: number;
  /** What of the output's line, as it is compared, the pattern does not spell out. */
  readonly gaps: readonly Span[];
}

/** Columns of a line, 0-based. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the gaps of a line read, as columns of a line of output that is indented by so much more. */
export function gapsOf({ parts }: CompiledLine, reads: readonly ReadText[], indent: number): readonly Span[] {
  return parts.filter(isGap).flatMap((gap, index): readonly Span[] => {
    const { text, start } = reads[index] ?? { text: "", start: 0 };
    // Of a number under `numbers: as-written`, only the decimals that the pattern leaves out.
    const spelledOut = gap.kind === "number" ? gap.text.length : 0;
    const span = { start: indent + start + spelledOut, end: indent + start + text.length };
    return span.start < span.end ? [span] : [];
  });
}
