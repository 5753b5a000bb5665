import { renderAdvice } from "./render-advice.ts";
import type { Style } from "./style.ts";

/** A page about a code for the terminal: headings strong, code blocks indented, all else as plain text. */
export function renderPage(markdown: string, style: Style): string {
  let fenced = false;
  const lines = markdown.split("\n").flatMap((line) => {
    if (line.startsWith("```")) {
      fenced = !fenced;
      return [];
    }
    return [fenced ? renderCode(line) : renderProse(line, style)];
  });
  return lines.join("\n");
}

function renderCode(line: string): string {
  return line === "" ? "" : `    ${line}`;
}

/** A paragraph or an item of a list is one line of a page. */
function renderProse(line: string, style: Style): string {
  const heading = /^#+ (.*)$/.exec(line)?.[1];
  if (heading !== undefined) return style.strong(heading);
  const text = line.replaceAll(/\[([^[\]]+)\]\([^()]+\)/g, "$1");
  const margin = text.startsWith("- ") ? "  " : "";
  return renderAdvice(text, style.columns - margin.length).replaceAll("\n", `\n${margin}`);
}
