import { fromHtml } from "hast-util-from-html";
import { toText } from "hast-util-to-text";

/** What a reader sees of HTML or SVG, line by line, the cells of a table apart: no tags, attributes, styles or scripts. */
export function markupText(markup: string): string {
  // Programs that draw say there what they are and when they drew.
  const drawn = markup.replaceAll(/<(metadata|defs)\b[^]*?<\/\1>/g, "");
  const lines = toText(fromHtml(drawn, { fragment: true })).split("\n");
  return lines
    .map((line) => line.replaceAll(/[ \u00a0]+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}
