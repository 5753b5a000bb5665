import { readInlineQuotations } from "../spec/inline-quotations.ts";
import { sourceFile } from "../source/source-file.ts";
import { quotationBlocks } from "../spec/quotations.ts";

/** Markdown with nothing in it that a lesson would hold against a step's output: other texts write `output` for readers alone. */
export function withoutQuotations(markdown: string): string {
  const text = { value: markdown, starts: [] };
  const file = { source: sourceFile("", markdown), report: () => undefined };
  const lines = markdown.split("\n");
  for (const { fence } of quotationBlocks(text))
    lines[fence.line] = `${(lines[fence.line] ?? "").slice(0, fence.column)}text`;
  for (const { line, from } of readInlineQuotations(file, text).suffixes.toReversed()) {
    const written = lines[line] ?? "";
    lines[line] = `${written.slice(0, from)} ${written.slice(from)}`;
  }
  return lines.join("\n");
}
