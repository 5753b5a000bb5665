import type { Observation } from "../model/observation.ts";
import { markupText } from "./markup-text.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";

/** What a reader sees of a cell: stdout, results and displays as text, in order, each result or display on a new line. */
export function seenText(observation: Observation): string {
  let text = "";
  for (const output of observation.outputs) {
    if (output.type === "stream" && output.name === "stdout") text += output.text;
    if (output.type === "result" || output.type === "display") {
      if (text !== "" && !text.endsWith("\n")) text += "\n";
      text += `${plainText(output.mime)}\n`;
    }
  }
  return text;
}

/** All of one stream. */
export function streamText(observation: Observation, name: "stdout" | "stderr"): string {
  return observation.outputs
    .map((output) => (output.type === "stream" && output.name === name ? output.text : ""))
    .join("");
}

/** Both streams, in order of arrival. */
export function streamsText(observation: Observation): string {
  return observation.outputs.map((output) => (output.type === "stream" ? output.text : "")).join("");
}

/** The text of the cell's result, where it has one. */
export function resultText(observation: Observation): string | undefined {
  const result = observation.outputs.findLast((output) => output.type === "result");
  return result && plainText(result.mime);
}

/** A mime bundle's value as text: nbformat allows a list of lines, and JSON types hold objects. */
export function mimeText(mime: MimeBundle, mimeType: string): string | undefined {
  const value = mime[mimeType];
  if (value === undefined) return undefined;
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((line) => typeof line === "string")) return value.join("");
  return JSON.stringify(value, undefined, 2);
}

/** What a reader has of a mime type: of HTML and SVG what is seen, of all else the text. */
export function displayText(mime: MimeBundle, mimeType: string): string | undefined {
  const text = mimeText(mime, mimeType);
  return text !== undefined && isMarkup(mimeType) ? markupText(text) : text;
}

/** Whether a mime type is compared by what is seen of it. */
export function isMarkup(mimeType: string): boolean {
  return mimeType === "text/html" || mimeType === "image/svg+xml";
}

/** What a mime bundle is as text. */
export function plainText(mime: MimeBundle): string {
  return mimeText(mime, "text/plain") ?? "";
}
