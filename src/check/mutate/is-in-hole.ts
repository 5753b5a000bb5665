import type { PlacedLine } from "../../pattern/match-pattern.ts";
import type { Pattern, PatternLine, TextLine } from "../../pattern/pattern.ts";
import type { Mutant } from "./list-mutants.ts";

/** How the output was read before it was changed. */
export interface Reading {
  readonly pattern: Pattern;
  /** By line of the output; what `...` reads is not among them. */
  readonly placed: ReadonlyMap<number, PlacedLine>;
  /** Lines may stand anywhere between those of the pattern. */
  readonly isExcerpt: boolean;
}

/** Whether a change leaves alone all that the pattern spells out: it lies in what a hole or `...` reads. */
export function isInHole(mutant: Mutant, reading: Reading): boolean {
  const { kind, line, changed } = mutant;
  const placed = reading.placed.get(line);
  const text = placed && textLine(reading.pattern, placed);
  if (placed === undefined || text === undefined) return true;
  switch (kind) {
    case "digit":
    case "sign":
    case "word":
      return changed !== undefined && placed.gaps.some(({ start, end }) => start < changed.end && changed.start < end);
    case "drop":
      return hasOnlyHoles(text);
    case "double":
      return hasOnlyHoles(text) || isBesideEllipsis(placed, reading);
    case "swap": {
      const next = reading.placed.get(line + 1);
      const following = next && textLine(reading.pattern, next);
      return following === undefined || shapeOf(text) === shapeOf(following);
    }
  }
}

function textLine({ lines }: Pattern, { patternLine }: PlacedLine): TextLine | undefined {
  const line = lines[patternLine];
  return line?.kind === "text" ? line : undefined;
}

function hasOnlyHoles({ segments }: TextLine): boolean {
  return segments.length > 0 && segments.every((segment) => segment.kind === "hole" || segment.text.trim() === "");
}

/** A line more could be one of those that `...` reads. */
function isBesideEllipsis({ patternLine }: PlacedLine, { pattern, isExcerpt }: Reading): boolean {
  return isExcerpt || isEllipsis(pattern.lines[patternLine - 1]) || isEllipsis(pattern.lines[patternLine + 1]);
}

function isEllipsis(line: PatternLine | undefined): boolean {
  return line?.kind === "ellipsis";
}

/** What the line spells out: lines that differ only in their holes are the same. */
function shapeOf({ segments }: TextLine): string {
  return JSON.stringify(segments.map((segment) => (segment.kind === "literal" ? segment.text : null)));
}
