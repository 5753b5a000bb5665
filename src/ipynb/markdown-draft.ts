import type { DraftStep, LessonDraft } from "../spec/render-lesson.ts";
import { titled } from "./titled.ts";
import { withoutQuotations } from "./without-quotations.ts";

/** A lesson of Markdown: each fenced block of Python becomes code, what is between them prose. */
export function markdownDraft(markdown: string, name: string): LessonDraft {
  const steps: DraftStep[] = [];
  const lines = markdown.split("\n");
  let end = 0;
  for (const { start, close, indent } of pythonBlocks(lines)) {
    addProse(steps, lines.slice(end, start).join("\n"));
    const code = lines
      .slice(start + 1, close)
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
      .join("\n");
    if (code.trim() !== "") steps.push({ code: code.trimEnd() });
    end = close + 1;
  }
  addProse(steps, lines.slice(end).join("\n"));
  return { ...titled(steps, name), files: [] };
}

interface FencedBlock {
  /** The lines of its fences, 0-based. */
  readonly start: number;
  readonly close: number;
  readonly indent: string;
}

// https://spec.commonmark.org/0.31.2/#fenced-code-blocks
const opening =
  /^(?<indent> {0,3})(?<mark>`{3,}|~{3,})[ \t]*(?:python3?|py|ipython3?|\{(?:code-cell|python)[^}]*\})[^`]*$/i;

/** The closing fence is at least as long as the opening one. One that is not closed is no block. */
function pythonBlocks(lines: readonly string[]): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  // Looked for once and not found: without it, a text of opening fences alone would take the square of its time.
  const unclosed = new Set<string>();
  let next = 0;
  for (const [start, line] of lines.entries()) {
    const { indent = "", mark = "" } = start < next ? {} : (opening.exec(line)?.groups ?? {});
    if (mark === "" || unclosed.has(mark)) continue;
    const close = closingLine(lines, start, mark);
    if (close === -1) {
      unclosed.add(mark);
      continue;
    }
    blocks.push({ start, close, indent });
    next = close + 1;
  }
  return blocks;
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
