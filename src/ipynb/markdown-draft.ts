import type { DraftStep, LessonDraft } from "../spec/render-lesson.ts";
import { frontMatter } from "./front-matter.ts";
import { mystCell } from "./myst-cell.ts";
import { titled } from "./titled.ts";
import { withoutQuotations } from "./without-quotations.ts";

/** A lesson of Markdown: each fenced block of Python becomes code, what is between them prose. */
export function markdownDraft(markdown: string, name: string): LessonDraft {
  const { title, body } = frontMatter(markdown);
  const steps: DraftStep[] = [];
  const lines = body.split("\n");
  let end = 0;
  for (const { start, close, indent } of pythonBlocks(lines)) {
    addProse(steps, lines.slice(end, start).join("\n"));
    const code = lines
      .slice(start + 1, close)
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    steps.push(...mystCell(code.join("\n")));
    end = close + 1;
  }
  addProse(steps, lines.slice(end).join("\n"));
  const draft = titled(steps, title ?? name);
  // A heading that says something else than the front matter is no title of the lesson.
  return title === undefined || draft.title === title ? { ...draft, files: [] } : { title, steps, files: [] };
}

interface FencedBlock {
  /** The lines of its fences, 0-based. */
  readonly start: number;
  readonly close: number;
  readonly indent: string;
}

/**
 * The blocks of Python; within another block a fence is text. The closing fence is at least as long as the opening one, and
 * one that is not closed is no block.
 */
function pythonBlocks(lines: readonly string[]): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  // Looked for once and not found: without it, a text of opening fences alone would take the square of its time.
  const unclosed = new Set<string>();
  let next = 0;
  for (const [start, line] of lines.entries()) {
    const { indent, mark, words } = start < next ? noFence : openingOf(line);
    if (mark === "" || unclosed.has(mark)) continue;
    const close = closingLine(lines, start, mark);
    if (close === -1) {
      unclosed.add(mark);
      continue;
    }
    if (isPython(words)) blocks.push({ start, close, indent });
    next = close + 1;
  }
  return blocks;
}

const noFence = { indent: "", mark: "", words: "" };

/** https://spec.commonmark.org/0.31.2/#fenced-code-blocks: no backtick stands behind backticks. */
function openingOf(line: string): typeof noFence {
  const [whole = "", indent = "", mark = ""] = /^( {0,3})(`{3,}|~{3,})/.exec(line) ?? [];
  const words = line.slice(whole.length);
  return mark === "" || (mark.startsWith("`") && words.includes("`")) ? noFence : { indent, mark, words: words.trim() };
}

/** `python`, Pandoc's `{.python}`, knitr's `{python}`, MyST's `{code-cell}` of no other language. */
function isPython(words: string): boolean {
  return /^(?:i?python3?|py|\{\.?python3?(?=[\s},])[^}]*\}|\{code-cell\}(?=$|\s+i?python3?\b))(?=$|\s)/i.test(words);
}

function closingLine(lines: readonly string[], start: number, mark: string): number {
  for (let index = start + 1; index < lines.length; index += 1) if (closes(lines[index] ?? "", mark)) return index;
  return -1;
}

function closes(line: string, mark: string): boolean {
  const fence = line.trimEnd();
  const from = fence.length - fence.trimStart().length;
  return from <= 3 && fence.startsWith(mark, from) && /^[`~]+$/.test(fence.slice(from));
}

function addProse(steps: DraftStep[], text: string): void {
  const prose = text.replace(/^\s*\n/, "").trimEnd();
  if (prose.trim() !== "") steps.push({ prose: withoutQuotations(prose) });
}
