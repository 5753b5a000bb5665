import type { Diagnostic } from "../source/diagnostic.ts";
import { placeInText, type SourcePlace, type SourceText } from "../source/place.ts";
import { claimedPart, type ClaimProblem, claimProblem, isClaim } from "./claim-comment.ts";
import { childrenOf, parsePython, type PythonNode } from "./python-tree.ts";

/** A comment `# => pattern  gloss`. */
export interface Claim {
  readonly text: string;
  /** Where its pattern begins and ends. */
  readonly place: SourcePlace;
  /** Offsets of the pattern in the code. */
  readonly from: number;
  readonly to: number;
}

export interface FoundClaims {
  readonly claims: readonly Claim[];
  /** Comments that look like claims and are none. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the claims of a cell in source order. */
export function findClaims(code: SourceText): FoundClaims {
  const claims: Claim[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { from: start, to: end } of commentsOf(parsePython(code.value))) {
    const comment = code.value.slice(start, end).trimEnd();
    const problem = claimProblem(comment);
    if (problem !== undefined) {
      diagnostics.push(badClaim(code, { from: start, to: start + comment.length, problem }));
    } else if (isClaim(comment)) {
      const part = claimedPart(comment);
      const [from, to] = [start + part.from, start + part.to];
      claims.push({ from, to, text: code.value.slice(from, to), place: placeOf(code, from, to) });
    }
  }
  return { claims, diagnostics };
}

function badClaim(
  code: SourceText,
  { from, to, problem }: { readonly from: number; readonly to: number; readonly problem: ClaimProblem },
): Diagnostic {
  const { comment, message, advice } = problem;
  const diagnostic: Diagnostic = { code: "bad-claim", place: placeOf(code, from, to), message, advice };
  if (comment === undefined) return diagnostic;
  const before = code.value.slice(code.value.lastIndexOf("\n", from) + 1, from);
  const { line, column } = diagnostic.place;
  const replaces = { line, column: column - before.length, text: before + code.value.slice(from, to) };
  return { ...diagnostic, rewritten: before + comment, replaces };
}

/** The comments outside strings, the replacement fields of an f-string counted as string. */
function commentsOf(node: PythonNode): readonly PythonNode[] {
  if (node.name === "Comment") return [node];
  if (node.name === "FormatString" || node.name === "String") return [];
  return childrenOf(node).flatMap(commentsOf);
}

function placeOf(code: SourceText, from: number, to: number): SourcePlace {
  const line = code.value.slice(0, from).split("\n").length - 1;
  const start = code.value.lastIndexOf("\n", from - 1) + 1;
  return placeInText(code, line, from - start, to - start);
}
