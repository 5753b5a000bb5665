import { toHtml } from "hast-util-to-html";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toHast } from "mdast-util-to-hast";

/** A line of Markdown as HTML: front ends do not read Markdown inside `<summary>`. */
export function inlineHtml(markdown: string): string {
  const html = toHtml(toHast(fromMarkdown(markdown)));
  return html.replace(/^<p>([^]*)<\/p>$/, "$1").replaceAll("\n", " ");
}
