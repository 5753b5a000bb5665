import type { Constraint, Hole, Operand, Pattern } from "./pattern.ts";

/** A capture's name where a hole binds or uses it; line and columns are 0-based in the pattern's text. */
export interface CaptureSite {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** The captures that a pattern binds and those that it uses, each in the order of the text. */
export function capturesOf(pattern: Pattern): {
  readonly binds: readonly CaptureSite[];
  readonly uses: readonly CaptureSite[];
} {
  const sites = pattern.lines.flatMap((line, index) => {
    if (line.kind === "ellipsis") return [];
    const holes = line.segments.flatMap((segment) => (segment.kind === "hole" ? [segment.hole] : []));
    return holes.map((hole) => ({
      hole,
      line: index,
      column: hole.column,
      endColumn: hole.column + hole.source.length,
    }));
  });
  return {
    binds: sites.flatMap(({ hole, ...site }) => (hole.name === undefined ? [] : [{ name: hole.name, ...site }])),
    uses: sites.flatMap(({ hole, ...site }) => usesOf(hole).map((name) => ({ name, ...site }))),
  };
}

/** The captures that a hole needs. */
function usesOf(hole: Hole): readonly string[] {
  const again = hole.body.kind === "capture" ? [hole.body.name] : [];
  return [...again, ...hole.constraints.flatMap(operandsOf).flatMap(namesIn)];
}

/** What stands on the right of a constraint. */
export function operandsOf(constraint: Constraint): readonly Operand[] {
  return constraint.kind === "compare" ? [constraint.right] : [constraint.centre, constraint.distance];
}

function namesIn(operand: Operand): readonly string[] {
  return operand.kind === "capture" ? [operand.name] : [];
}

/** The first capture that the pattern uses and neither has been given nor binds itself before. */
export function unsetCapture(pattern: Pattern, isGiven: (name: string) => boolean): CaptureSite | undefined {
  const { binds, uses } = capturesOf(pattern);
  return uses.find((use) => !isGiven(use.name) && !binds.some((bind) => bind.name === use.name && isBefore(bind, use)));
}

function isBefore(left: CaptureSite, right: CaptureSite): boolean {
  return left.line < right.line || (left.line === right.line && left.column < right.column);
}
