import type { Diagnostic } from "../lesson/diagnostic.ts";
import { placeInText, type Place, type Text } from "../lesson/place.ts";
import { childrenOf, parsePython, type PythonNode } from "./python-tree.ts";

/** A comment `# => pattern  gloss`. */
export interface Claim {
  /** Its pattern, with the place where it begins. */
  readonly text: string;
  readonly place: Place;
  /** Offsets of the pattern in the code. */
  readonly from: number;
  readonly to: number;
}

export interface FoundClaims {
  readonly claims: readonly Claim[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the claims of a cell in source order; comments that only look like claims are diagnostics. */
export function findClaims(code: Text): FoundClaims {
  const claims: Claim[] = [];
  const diagnostics: Diagnostic[] = [];
  const place = offsetPlaces(code);
  for (const comment of commentsOf(parsePython(code.value))) {
    const source = code.value.slice(comment.from, comment.to).trimEnd();
    const problem = claimProblem(source);
    if (problem !== undefined)
      diagnostics.push({ code: "bad-claim", place: place(comment.from, comment.from + source.length), ...problem });
    else if (isClaim(source)) {
      const { from, to } = claimedPart(source);
      const at = { from: comment.from + from, to: comment.from + to };
      claims.push({ ...at, text: source.slice(from, to), place: place(at.from, at.to) });
    }
  }
  return { claims, diagnostics };
}

/** Whether a comment is a claim: `# =>`, alone or with a space and more after it. */
function isClaim(comment: string): boolean {
  return /^# =>(?: |$)/.test(comment);
}

/** After the arrow and one space, up to two spaces that follow something. */
function claimedPart(comment: string): { readonly from: number; readonly to: number } {
  const from = Math.min(comment.length, "# => ".length);
  const pattern = /^ *\S+(?: \S+)*/.exec(comment.slice(from))?.[0] ?? "";
  return { from, to: from + pattern.length };
}

function claimProblem(comment: string): Pick<Diagnostic, "message" | "advice" | "rewritten"> | undefined {
  if (!isClaim(comment)) {
    if (/^#+\s*=>/.test(comment)) {
      const rest = comment.replace(/^#+\s*=>\s*/, "");
      return {
        message: `\`${comment}\` looks like a claim and is none`,
        advice: "Write `# => ` with one space on either side of the arrow",
        rewritten: `# => ${rest}`,
      };
    }
    return /#\s*=>/.test(comment)
      ? {
          message: "A claim stands at the end of another comment, where nothing checks it",
          advice: "Begin the comment with `# => `; what explains it follows after two spaces",
        }
      : undefined;
  }
  const { to } = claimedPart(comment);
  if (comment.slice(4, to).trim() === "...") {
    return {
      message: "A claim of `...` says nothing: any output would do",
      advice: "Claim what the cell shows, or use `expect` with `...` between lines",
    };
  }
  if (/#\s*=>/.test(comment.slice(to))) {
    return {
      message: "A second claim stands in this one's explanation, where nothing checks it",
      advice: "Put each claim on a line of its own",
    };
  }
  return undefined;
}

/** The comments outside strings, the replacement fields of an f-string counted as string. */
function commentsOf(node: PythonNode): readonly PythonNode[] {
  if (node.name === "Comment") return [node];
  if (node.name === "FormatString" || node.name === "String") return [];
  return childrenOf(node).flatMap(commentsOf);
}

function offsetPlaces(code: Text): (from: number, to: number) => Place {
  return (from, to) => {
    const line = code.value.slice(0, from).split("\n").length - 1;
    const start = code.value.lastIndexOf("\n", from - 1) + 1;
    return placeInText(code, line, from - start, to - start);
  };
}
