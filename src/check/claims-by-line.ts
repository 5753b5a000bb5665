import { type ClaimedStatements, statementAt } from "../lesson/claimed-statements.ts";
import type { RunningLines } from "../model/observation.ts";
import type { PlacedLine } from "../pattern/match-pattern.ts";

/** A line of output and the claim that reads it. */
export interface ClaimedLine {
  /** 0-based. */
  readonly claim: number;
  /** Of the output, 0-based. */
  readonly line: number;
  /** `own`: the claim's statement put it out. `other`: another did. `unknown`: nobody can tell. */
  readonly owner: "own" | "other" | "unknown";
  /** Which did, where it is another: an index into the cell's statements. */
  readonly statement?: number;
}

export interface ClaimsInput {
  readonly claims: ClaimedStatements;
  /** How the output was read. */
  readonly placed: readonly PlacedLine[];
  /** By line of the output. */
  readonly running: readonly (readonly RunningLines[])[];
  /** How many blank lines the cell begins with, which kernels do not count. */
  readonly blankLines: number;
}

/**
 * Whether each claim is what its own statement showed. A line of output belongs to the innermost running statement that
 * has a claim, else to the top-level statement; one that several statements wrote belongs to each of them.
 */
export function claimsByLine({ claims, placed, running, blankLines }: ClaimsInput): readonly ClaimedLine[] {
  return placed.map(({ patternLine: claim, actualLine: line }): ClaimedLine => {
    const owners = ownersOf(running[line] ?? [], { claims, blankLines });
    const own = claims.claimed[claim] ?? -1;
    if (own !== -1 && owners.includes(own)) return { claim, line, owner: "own" };
    const [other] = owners;
    if (other === undefined || owners.includes(undefined)) return { claim, line, owner: "unknown" };
    return { claim, line, owner: "other", statement: other };
  });
}

/** The statements that a line of output belongs to, one for each part of it; nothing in place of one that is not known. */
export function ownersOf(
  running: readonly RunningLines[],
  context: Pick<ClaimsInput, "claims" | "blankLines">,
): readonly (number | undefined)[] {
  return running.map((each) => ownerOf(each, context));
}

function ownerOf(
  { lines, whole }: RunningLines,
  { claims: { statements, claimed }, blankLines }: Pick<ClaimsInput, "claims" | "blankLines">,
): number | undefined {
  let outermost: number | undefined;
  for (const line of lines) {
    let at = statementAt(statements, line - 1 + blankLines);
    while (at !== -1) {
      if (claimed.includes(at)) return at;
      outermost = at;
      const { parent = -1, isDeferred = false } = statements[at] ?? {};
      at = isDeferred ? -1 : parent;
    }
  }
  return whole ? outermost : undefined;
}
