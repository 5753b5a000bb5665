import type { CompiledLine } from "./compile-line.ts";
import { commonPrefix } from "./indent.ts";
import type { Work } from "./match-result.ts";

/** The index of the line, from the given one on, that is most like the pattern's line; nothing where none is half alike. */
export function nearestLine(
  compiled: CompiledLine,
  output: readonly string[],
  { from, work }: { readonly from: number; readonly work: Work },
): number | undefined {
  const rated = output.slice(from).map((line, index) => {
    work.steps += line.length + 1;
    return { index: from + index, likeness: likeness(compiled, line.trimStart()) };
  });
  const best = rated.reduce((a, b) => (b.likeness > a.likeness ? b : a), { index: -1, likeness: 0 });
  return best.likeness >= 0.5 ? best.index : undefined;
}

function likeness(compiled: CompiledLine, line: string): number {
  return compiled.regex === undefined ? likenessOfTexts(compiled.text.trimStart(), line) : shareFound(compiled, line);
}

/** How much of the longer text the two have in common at their ends. */
function likenessOfTexts(left: string, right: string): number {
  const before = commonPrefix(left, right).length;
  return (before + commonEnd(left.slice(before), right.slice(before))) / Math.max(left.length, right.length, 1);
}

function commonEnd(left: string, right: string): number {
  let length = 0;
  while (length < Math.min(left.length, right.length) && left.at(-1 - length) === right.at(-1 - length)) length += 1;
  return length;
}

/** How much of the pattern's plain text occurs in the line, in order. */
function shareFound({ parts }: CompiledLine, line: string): number {
  const texts = parts.flatMap((part) => (part.kind === "literal" ? [part.text.trim()] : []));
  let at = 0;
  let found = 0;
  for (const text of texts) {
    const index = line.indexOf(text, at);
    if (index === -1) continue;
    at = index + text.length;
    found += text.length;
  }
  return found / Math.max(texts.join("").length, 1);
}
