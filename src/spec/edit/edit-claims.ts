import type { SourceText } from "../../source/place.ts";
import type { Claim } from "../claims.ts";
import { findClaims } from "../claims.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { YamlText } from "../yaml-node.ts";
import type { TextEdit } from "../../source/text-edit.ts";

/** The edits that put new texts into a cell's claims, each in its place; a reason where that cannot be. */
export function editClaims(
  source: SourceFile,
  code: YamlText,
  texts: readonly string[],
): readonly TextEdit[] | { readonly reason: string } {
  const { claims } = findClaims(code.text);
  const edits: TextEdit[] = [];
  for (const [index, claim] of claims.entries()) {
    const text = texts[index];
    if (text === undefined || text === claim.text) continue;
    const edit = editClaim(source, code, { claim, text });
    if ("reason" in edit) return edit;
    edits.push(edit);
  }
  return edits;
}

/** The code with other texts in its claims, as it is to be read again. */
export function codeWithClaims(code: SourceText, texts: readonly string[]): string {
  const { claims } = findClaims(code);
  return claims.toReversed().reduce((value, claim, at) => {
    const text = texts[claims.length - 1 - at] ?? claim.text;
    const { from, to, put } = replacement(value, claim, text);
    return value.slice(0, from) + put + value.slice(to);
  }, code.value);
}

function editClaim(
  source: SourceFile,
  code: YamlText,
  { claim, text }: { readonly claim: Claim; readonly text: string },
): TextEdit | { readonly reason: string } {
  const { value } = code.text;
  const { from, to, put } = replacement(value, claim, text);
  if (text === "" && value.slice(to).startsWith(" ")) return { reason: "An empty claim can have no explanation" };
  const encode = encoders[source.text.charAt(code.from)] ?? ((plain: string): string => plain);
  const start = offsetOf(source, claim) - (claim.from - from);
  const old = encode(value.slice(from, to));
  if (source.text.slice(start, start + old.length) !== old)
    return { reason: "Its code is written so that a claim cannot be found in it: put the code under `|`" };
  return { from: start, to: start + old.length, text: encode(put) };
}

/** What of the code is replaced: the claim, and the spaces behind it where the explanation is to stay in its column. */
function replacement(
  value: string,
  { from, to }: Claim,
  text: string,
): { readonly from: number; readonly to: number; readonly put: string } {
  const padding = /^ {3,}(?=\S)/.exec(value.slice(to))?.[0].length ?? 0;
  const hasSpace = value.charAt(from - 1) === " ";
  if (text === "" && hasSpace) return { from: from - 1, to, put: "" };
  const lead = hasSpace || text === "" ? "" : " ";
  if (padding === 0) return { from, to, put: lead + text };
  const rest = Math.max(2, padding - (text.length - (to - from)));
  return { from, to: to + padding, put: lead + text + " ".repeat(rest) };
}

function offsetOf({ lineStarts }: SourceFile, { place }: Claim): number {
  return (lineStarts[place.line - 1] ?? 0) + place.column - 1;
}

/** How a text stands between quotes, by the quote. */
export const encoders: Readonly<Record<string, (text: string) => string>> = {
  "'": (text) => text.replaceAll("'", "''"),
  '"': (text) => text.replaceAll(/["\\]/g, String.raw`\$&`),
};
