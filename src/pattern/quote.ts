import { readNumber } from "./exact-number.ts";

const longest = 60;

/** A text within a message: in quotes unless it is a number, and cut where it is long. */
export function quote(text: string): string {
  if (text.length > longest) return `"${text.slice(0, longest)}…"`;
  return readNumber(text) === undefined ? `"${text}"` : text;
}
