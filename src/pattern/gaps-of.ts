import { type CompiledLine, isGap } from "./compile-line.ts";
import type { Span } from "./match-result.ts";
import type { ReadText } from "./read-line.ts";

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
