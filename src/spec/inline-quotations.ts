import { fromMarkdown } from "mdast-util-from-markdown";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Quotation } from "../lesson/quotation.ts";
import { compact } from "../basics/compact.ts";
import { escapePattern } from "../pattern/escape-pattern.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import { type SourcePlace, placeAtOffset, type SourceText } from "../source/place.ts";
import { readConditions, type Word } from "./quotation-conditions.ts";
import type { SpecFile } from "./spec-file.ts";

export interface InlineQuotations {
  readonly quotations: readonly Quotation[];
  /** Their suffixes, which are not for students: 0-based lines and columns of the Markdown, in its order. */
  readonly suffixes: readonly { readonly line: number; readonly from: number; readonly to: number }[];
}

/** Finds quotations in sentences: `28 bytes` in backticks, and right behind them `{output step-id}`, conditions in it. */
export function readInlineQuotations(file: SpecFile, text: SourceText): InlineQuotations {
  // Most Markdown quotes nothing, and need not be parsed.
  if (!text.value.includes("`{output")) return { quotations: [], suffixes: [] };
  const quotations: Quotation[] = [];
  const suffixes: InlineQuotations["suffixes"][number][] = [];
  for (const code of inlineCodeIn(fromMarkdown(text.value))) {
    const end = code.position?.end.offset ?? 0;
    const after = text.value.slice(end, end + longestSuffix);
    const suffix = /^\{output\b([^}\n]*)\}/.exec(after);
    if (suffix === null) {
      if (/^\{output\b/.test(after)) file.report(unclosed(placeAtOffset(text, end, end + "{output".length)));
      continue;
    }
    const { line, column } = pointAt(text.value, end);
    suffixes.push({ line, from: column, to: column + suffix[0].length });
    const quotation = readQuotation(file, { text, code, words: suffix[1] ?? "" });
    if (quotation !== undefined) quotations.push(quotation);
  }
  return { quotations, suffixes };
}

function unclosed(place: SourcePlace): Diagnostic {
  const message = "This quotation has no closing `}` on its line, so that nothing checks it";
  return { code: "bad-quotation", place, message, advice: "Close it behind the step's `id`: `{output step-id}`" };
}

const longestSuffix = 1000;

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];

type InlineCode = Extract<Root["children"][number], { type: "inlineCode" }>;

function inlineCodeIn(node: Node): readonly InlineCode[] {
  if (node.type === "inlineCode") return [node];
  return "children" in node ? node.children.flatMap((child) => inlineCodeIn(child as Node)) : [];
}

interface Written {
  readonly text: SourceText;
  readonly code: InlineCode;
  /** What stands behind `output`. */
  readonly words: string;
}

function readQuotation(file: SpecFile, { text, code, words }: Written): Quotation | undefined {
  const [start, end] = [code.position?.start.offset ?? 0, code.position?.end.offset ?? 0];
  const quoted = placeAtOffset(text, start, end);
  const [id, ...conditions] = [...words.matchAll(/\S+/g)].map(({ 0: word, index }): Word => {
    const from = end + "{output".length + index;
    return { text: word, place: placeAtOffset(text, from, from + word.length) };
  });
  if (id === undefined) {
    const message = "This output names no step that shows it";
    file.report({ code: "bad-quotation", place: quoted, message, advice: "Write the step's `id` behind `output`" });
    return undefined;
  }
  const value = code.value.trim();
  const when = readConditions(file, conditions);
  const expected = { text: { value, starts: [quoted] }, pattern: parsePattern(escapePattern(value)).pattern };
  return { ...compact({ when }), step: id.text, place: id.place, expected, inline: true };
}

function pointAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const line = text.slice(0, offset).split("\n").length - 1;
  return { line, column: offset - (text.lastIndexOf("\n", offset - 1) + 1) };
}
