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

/** Programs that draw say in the metadata what they are and when they drew. */
export function withoutDefinitions(markup: string): string {
  return markup.replaceAll(/<(metadata|defs)\b[^]*?<\/\1>/g, "");
}
