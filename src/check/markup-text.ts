import { fromHtml } from "hast-util-from-html";
import { toText } from "hast-util-to-text";

/** What a reader sees of HTML or SVG, line by line, the cells of a table apart: no tags, attributes, styles or scripts. */
export function markupText(markup: string): string {
  const lines = toText(fromHtml(withoutDefinitions(markup), { fragment: true })).split("\n");
  return lines
    .map((line) => line.replaceAll(/[ \u00a0]+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}

/** Programs that draw say in the metadata what they are and when they drew. In linear time, also where none is closed. */
export function withoutDefinitions(markup: string): string {
  const unclosed = new Set<string>();
  let kept = "";
  let from = 0;
  for (const { 0: tag, 1: name = "", index } of markup.matchAll(/<(metadata|defs)\b/g)) {
    if (index < from || unclosed.has(name)) continue;
    const closing = `</${name}>`;
    const end = markup.indexOf(closing, index + tag.length);
    if (end === -1) {
      unclosed.add(name);
    } else {
      kept += markup.slice(from, index);
      from = end + closing.length;
    }
  }
  return kept + markup.slice(from);
}
