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
  return html.replaceAll(/<pre>[^]*?<\/pre>|<code>[^]*?<\/code>|\s*\n\s*/g, (part) =>
    part.startsWith("<")
      ? part.replaceAll("\n</code>", "</code>").replaceAll("\n", "&#10;").replaceAll("$", "&#36;")
      : " ",
  );
}
