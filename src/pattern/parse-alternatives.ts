import { parseConstraints } from "./parse-constraints.ts";
import type { Constraint, HoleBody } from "./pattern.ts";
import type { Advice } from "./unknown-body.ts";

interface Around {
  readonly source: string;
  readonly name: string | undefined;
}

// Operators that stand apart, with one word each on their right: constraints, unless a backslash makes them text.
const eachConstraint = /(?<!\s)\s+(?:!=|<=|>=|[=<>])\s*[\w.+-]+(?:\s*\+-\s*[\w.+-]+(?:\s*%)?)?/g;

/** Where those begin that a text ends with; nothing where it ends with none. */
function constraintsAtEnd(text: string): number | undefined {
  let start = text.trimEnd().length;
  let found: number | undefined;
  for (const { index, 0: constraint } of [...text.matchAll(eachConstraint)].toReversed()) {
    if (index + constraint.length !== start) break;
    found = start = index;
  }
  return found;
}

/** Reads `True|False`, constraints behind them included. */
export function parseAlternatives(
  content: string,
  around: Around,
): { readonly body: HoleBody; readonly constraints: readonly Constraint[] } | Advice {
  const parts = splitAlternatives(content);
  const last = parts.at(-1) ?? "";
  const end = constraintsAtEnd(withoutEscapes(last));
  if (end !== undefined && parts.slice(0, -1).some((part) => constraintsAtEnd(withoutEscapes(part)) !== undefined)) {
    return {
      message: `\`${around.source}\`: the comparison could be text or a constraint`,
      advice: "Put a backslash before a comparison that is text, as in `$(x \\= 1|x \\= 2)`",
    };
  }
  const alternatives = [...parts.slice(0, -1), last.slice(0, end)].map(readAlternative);
  if (end === undefined) return { body: { kind: "alternatives", alternatives }, constraints: [] };
  const constraints = parseConstraints(last.slice(end), around);
  return "message" in constraints ? constraints : { body: { kind: "alternatives", alternatives }, constraints };
}

/** The text with each backslash and the character that it escapes blotted out; lengths stay. */
export function withoutEscapes(text: string): string {
  return text.replace(/\\./g, "__");
}

function splitAlternatives(content: string): string[] {
  const bars = [...withoutEscapes(content).matchAll(/\|/g)].map((bar) => bar.index);
  return [...bars, content.length].map((end, index) =>
    content.slice(index === 0 ? 0 : (bars[index - 1] ?? 0) + 1, end),
  );
}

/** White space around an alternative is layout; a backslash makes a space, or any sign, plain text. */
function readAlternative(part: string): string {
  const kept = withoutEscapes(part).trimEnd().length;
  return part
    .slice(0, kept)
    .trimStart()
    .replace(/\\([!-/:-@[-`{-~ ])/g, "$1");
}
