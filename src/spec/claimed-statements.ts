import { type ClaimedStatements, statementAt } from "../lesson/claimed-statements.ts";
import type { Claim } from "./claims.ts";
import { parsePython } from "./python-tree.ts";
import { type FoundStatement, findStatements } from "./statements.ts";

/** Which statement each claim belongs to: the one that it trails or, on a line of its own, follows. */
export function claimedStatements(code: string, claims: readonly Pick<Claim, "from">[]): ClaimedStatements {
  const found = findStatements(code, parsePython(code));
  const claimed = claims.map(({ from }) => statementOf(found, placeOf(code, from)));
  return { statements: found, claimed };
}

interface CommentPlace {
  readonly line: number;
  readonly column: number;
  /** Nothing stands before it. */
  readonly isAlone: boolean;
}

function placeOf(code: string, claim: number): CommentPlace {
  const start = code.lastIndexOf("\n", claim - 1) + 1;
  const hash = code.lastIndexOf("# =>", claim);
  return {
    line: code.slice(0, start).split("\n").length - 1,
    column: hash - start,
    isAlone: code.slice(start, hash).trim() === "",
  };
}

function statementOf(found: readonly FoundStatement[], { line, column, isAlone }: CommentPlace): number {
  const around = statementAt(found, line);
  if (!isAlone) return around;
  const hasBody = found.some(({ parent }) => parent === around);
  // Between the lines of a call.
  if (around !== -1 && !hasBody) return around;
  let last = lastBefore(found, line);
  // At the head of a body, it follows what begins that.
  if (around !== -1 && (found[around]?.from ?? 0) > (found[last]?.to ?? -1)) return around;
  for (;;) {
    const { column: own = 0, parent = -1 } = found[last] ?? {};
    const isOver = (found[parent]?.to ?? line) < line;
    if (own <= column || !isOver) return last;
    last = parent;
  }
}

/** The innermost of the statements that ended last. */
function lastBefore(found: readonly FoundStatement[], line: number): number {
  const over = found.filter(({ to }) => to < line);
  const end = Math.max(...over.map(({ to }) => to));
  return found.findLastIndex(({ to }) => to === end);
}
