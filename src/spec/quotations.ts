import { fromMarkdown } from "mdast-util-from-markdown";
import type { Diagnostic } from "../source/diagnostic.ts";
import { type SourcePlace, placeInText, type SourceText } from "../source/place.ts";
import type { Quotation } from "../lesson/quotation.ts";
import { showPattern } from "../pattern/show-pattern.ts";
import { compact } from "../basics/compact.ts";
import { expectedText } from "./expected-text.ts";
import { readInlineQuotations } from "./inline-quotations.ts";
import { readConditions } from "./quotation-conditions.ts";
import type { SpecFile } from "./spec-file.ts";

export interface QuotedMarkdown {
  /** As a student reads it: the same lines. */
  readonly text: SourceText;
  readonly quotations: readonly Quotation[];
}

/** Finds the quotations in Markdown: fenced blocks with the info string `output step-id`, conditions behind it; and in sentences. */
export function readQuotations(file: SpecFile, text: SourceText): QuotedMarkdown {
  const lines = text.value.split("\n");
  const shown = [...lines];
  const quotations: Quotation[] = [];
  for (const { fence, content } of quotationBlocks(text)) {
    shown[fence.line] = `${(lines[fence.line] ?? "").slice(0, fence.column)}output`;
    for (const { line, column } of content.lines) {
      const written = lines[line] ?? "";
      shown[line] = written.slice(0, column) + showPattern(written.slice(column));
    }
    const quotation = readQuotation(file, fence, content.text);
    if (quotation !== undefined) quotations.push(quotation);
  }
  const inline = readInlineQuotations(file, text);
  for (const { line, from, to } of inline.suffixes.toReversed()) {
    const written = shown[line] ?? "";
    shown[line] = written.slice(0, from) + written.slice(to);
  }
  return { text: { ...text, value: shown.join("\n") }, quotations: [...quotations, ...inline.quotations] };
}

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];
type Code = Extract<Root["children"][number], { type: "code" }>;

/** A quotation as it stands in Markdown. */
export interface QuotationBlock {
  readonly fence: Fence;
  readonly content: Content;
}

/** The quotations of a text, as they stand there. */
export function quotationBlocks(text: SourceText): readonly QuotationBlock[] {
  // Most Markdown quotes nothing, and need not be parsed.
  if (!/[`~]{3}[ \t]*output\b/.test(text.value)) return [];
  const lines = text.value.split("\n");
  return codeIn(fromMarkdown(text.value)).flatMap((block) => {
    const fence = readFence(block, lines, text);
    return fence === undefined ? [] : [{ fence, content: contentOf(block, lines, text) }];
  });
}

function codeIn(node: Node): readonly Code[] {
  if (node.type === "code") return node.lang === "output" ? [node] : [];
  return "children" in node ? node.children.flatMap((child) => codeIn(child as Node)) : [];
}

/** The line that opens a quotation; line and column are 0-based in the Markdown. */
interface Fence {
  readonly line: number;
  /** Of its info string. */
  readonly column: number;
  readonly place: SourcePlace;
  /** What stands behind `output`. */
  readonly words: readonly { readonly text: string; readonly place: SourcePlace }[];
}

function readFence({ position }: Code, lines: readonly string[], text: SourceText): Fence | undefined {
  if (position === undefined) return undefined;
  const line = position.start.line - 1;
  const written = lines[line] ?? "";
  const opening = /[`~]{3,}[ \t]*/g;
  opening.lastIndex = position.start.column - 1;
  if (opening.exec(written) === null) return undefined;
  const column = opening.lastIndex;
  const [name, ...words] = [...written.slice(column).matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    place: placeInText(text, line, column + index, column + index + word.length),
  }));
  return name === undefined ? undefined : { line, column, place: name.place, words };
}

interface Content {
  readonly text: SourceText;
  /** Where each of its lines begins in the Markdown, 0-based: behind what a list or a quote puts before it. */
  readonly lines: readonly { readonly line: number; readonly column: number }[];
}

function contentOf({ value, position }: Code, lines: readonly string[], text: SourceText): Content {
  const first = position?.start.line ?? 0;
  const begins = value.split("\n").map((content, index) => {
    const written = lines[first + index] ?? "";
    const own = written.endsWith(content) ? content : content.trimStart();
    return { line: first + index, column: Math.max(0, written.length - own.length) };
  });
  return {
    text: { value, starts: begins.map(({ line, column }) => placeInText(text, line, column)) },
    lines: value === "" ? [] : begins,
  };
}

function readQuotation(file: SpecFile, { place, words }: Fence, text: SourceText): Quotation | undefined {
  const [step, ...conditions] = words;
  if (step === undefined) {
    file.report(bad(place, "This output names no step that shows it", "Write the step's `id` behind `output`"));
    return undefined;
  }
  if (text.value.trim() === "") {
    file.report(bad(step.place, "This quotes nothing", "Write the lines that the step shows into the block"));
    return undefined;
  }
  const when = readConditions(file, conditions);
  return { ...compact({ when }), step: step.text, place: step.place, expected: expectedText(file, text) };
}

function bad(place: SourcePlace, message: string, advice: string): Diagnostic {
  return { code: "bad-quotation", place, message, advice };
}
