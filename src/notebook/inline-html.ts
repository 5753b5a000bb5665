import { toHtml } from "hast-util-to-html";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toHast } from "mdast-util-to-hast";

/** Markdown as HTML on one line: front ends do not read Markdown inside `<summary>`, and a blank line would end it. */
export function inlineHtml(markdown: string): string {
  // The author's own HTML stays, as it does in prose.
  const html = toHtml(toHast(fromMarkdown(markdown), { allowDangerousHtml: true }), { allowDangerousHtml: true });
  // A paragraph would begin below the triangle, not beside it.
  return onOneLine(html.trim().replace(/^<p>([^]*?)<\/p>/, "$1"));
}

/** In code a line's end counts; a dollar sign would begin a formula there, as no backtick protects it any more. */
function onOneLine(html: string): string {
  let line = "";
  let code = "";
  let closing = "";
  for (const piece of html.split(/(<\/?(?:pre|code)>)/)) {
    if (closing === "" && /^<(?:pre|code)>$/.test(piece)) closing = piece.replace("<", "</");
    if (closing === "") line += piece.replaceAll(/\s+/g, (space) => (space.includes("\n") ? " " : space));
    else code += piece;
    if (piece !== closing) continue;
    line += codeOnOneLine(code);
    code = closing = "";
  }
  return line + codeOnOneLine(code);
}

function codeOnOneLine(code: string): string {
  return code.replaceAll("\n</code>", "</code>").replaceAll("\n", "&#10;").replaceAll("$", "&#36;");
}
