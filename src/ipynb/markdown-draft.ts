import type { DraftStep, LessonDraft } from "../spec/render-lesson.ts";
import { titled } from "./titled.ts";

/** A lesson of Markdown: each fenced block of Python becomes code, what is between them prose. */
export function markdownDraft(markdown: string, name: string): LessonDraft {
  const steps: DraftStep[] = [];
  let end = 0;
  for (const match of markdown.matchAll(fence)) {
    addProse(steps, markdown.slice(end, match.index));
    const { indent = "", code = "" } = match.groups ?? {};
    const lines = code.split("\n").map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    if (code.trim() !== "") steps.push({ code: lines.join("\n").trimEnd() });
    end = match.index + match[0].length;
  }
  addProse(steps, markdown.slice(end));
  return { ...titled(steps, name), files: [] };
}

// https://spec.commonmark.org/0.31.2/#fenced-code-blocks: the closing fence is at least as long as the opening one.
const fence =
  /^(?<indent> {0,3})(?<mark>`{3,}|~{3,})[ \t]*(?:python3?|py|ipython3?|\{(?:code-cell|python)[^}\n]*\})[^\n`]*\n(?<code>(?:[^]*?\n)??) {0,3}\k<mark>[`~]*[ \t]*$\n?/gim;

function addProse(steps: DraftStep[], text: string): void {
  const prose = text.replace(/^\s*\n/, "").trimEnd();
  if (prose.trim() !== "") steps.push({ prose });
}
