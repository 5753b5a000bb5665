import type { SourcePlace, SourceText } from "../source/place.ts";
import { placeAt, type SourceFile } from "../source/source-file.ts";
import { itemsOf, type JsonNode, stringOf } from "./json-node.ts";

/** Whether a value is a text as nbformat keeps it: a string, or a list of strings that are one text together. */
export function isMultilineText(node: JsonNode): boolean {
  return node.type === "string" || (node.type === "array" && itemsOf(node).every(({ type }) => type === "string"));
}

/** Such a text, with the place in the file of each of its lines. */
export function multilineText(source: SourceFile, node: JsonNode): SourceText {
  const pieces = node.type === "string" ? [node] : itemsOf(node);
  const starts: SourcePlace[] = [];
  let atStart = true;
  let escape = -1;
  for (const { offset, length } of pieces) {
    const end = offset + length - 1;
    // Within the quotes, from one escape to the next.
    for (let at = offset + 1; at < end;) {
      if (atStart) starts.push(placeAt(source, at));
      if (escape < at) escape = escapeFrom(source.text, at);
      atStart = false;
      if (escape >= end) break;
      const [size, isBreak] = unitAt(source.text, escape);
      atStart = isBreak;
      at = escape + size;
    }
  }
  if (atStart) starts.push(placeAt(source, Math.max(node.offset, node.offset + node.length - 1)));
  return { value: pieces.map((piece) => stringOf(piece) ?? "").join(""), starts };
}

function escapeFrom(text: string, at: number): number {
  const found = text.indexOf("\\", at);
  return found === -1 ? text.length : found;
}

/** How many characters an escape has, and whether it is a line's end. */
function unitAt(text: string, at: number): readonly [size: number, isBreak: boolean] {
  if (text[at + 1] !== "u") return [2, text[at + 1] === "n"];
  return [6, text.slice(at + 2, at + 6).toLowerCase() === "000a"];
}
