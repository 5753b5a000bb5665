import { parseConstraint } from "./parse-constraint.ts";
import type { Constraint, HoleBody } from "./pattern.ts";
import type { Advice } from "./unknown-body.ts";

interface Around {
  readonly source: string;
  readonly name: string | undefined;
}

// An operator that stands apart, with one word on its right: a constraint, unless a backslash makes it text.
const constraintAtEnd = /\s(?:!=|<=|>=|=|<|>)\s*[\w.+-]+(?:\s*\+-\s*[\w.+-]+\s*%?)?\s*$/;

/** Reads `True|False`, a constraint behind them included. */
export function parseAlternatives(
  content: string,
  around: Around,
): { readonly body: HoleBody; readonly constraint?: Constraint } | Advice {
  const parts = splitAlternatives(content);
  const last = parts.at(-1) ?? "";
  const end = constraintAtEnd.exec(withoutEscapes(last))?.index;
  if (end !== undefined && parts.slice(0, -1).some((part) => constraintAtEnd.test(withoutEscapes(part)))) {
    return {
      message: `\`${around.source}\`: the comparison could be text or a constraint`,
      advice: "Put a backslash before a comparison that is text, as in `$(x \\= 1|x \\= 2)`",
    };
  }
  const alternatives = [...parts.slice(0, -1), last.slice(0, end)].map(readAlternative);
  if (end === undefined) return { body: { kind: "alternatives", alternatives } };
  const constraint = parseConstraint(last.slice(end), around);
  return "message" in constraint ? constraint : { body: { kind: "alternatives", alternatives }, constraint };
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
