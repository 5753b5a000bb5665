import type { CodeEntry } from "../model/code-entries.ts";
import { renderAdvice } from "./render-advice.ts";
import type { Style } from "./style.ts";

/** Codes under the headings of their tables, each with what it means. */
export function renderCodeList(
  groups: Readonly<Record<string, Readonly<Record<string, CodeEntry>>>>,
  style: Style,
): string {
  const width = Math.max(...Object.values(groups).flatMap((table) => Object.keys(table).map((code) => code.length)));
  const sections = Object.entries(groups).map(([heading, table]) => [
    style.strong(heading),
    ...Object.entries(table).map(([code, { meaning }]) => {
      const lines = renderAdvice(meaning, style.columns - width - 4).split("\n");
      return `  ${style.bad(code.padEnd(width))}  ${lines.join(`\n${" ".repeat(width + 4)}`)}`;
    }),
    "",
  ]);
  return `${sections.flat().join("\n")}\nnbproof explain CODE shows the page about one\n`;
}
