import { classHighlighter, highlightCode } from "@lezer/highlight";
import { parser } from "@lezer/python";

import { escapeHtml } from "../basics/escape-html.ts";

/** Python as HTML, its parts by the classes that the editor has too (`tok-keyword`). Lines of IPython's own stay plain. */
export function pythonHtml(code: string): string {
  const parts: string[] = [];
  highlightCode(
    code,
    parser.parse(code),
    classHighlighter,
    (text, classes) => {
      parts.push(classes === "" ? escapeHtml(text) : `<span class="${classes}">${escapeHtml(text)}</span>`);
    },
    () => parts.push("\n"),
  );
  return parts.join("");
}
