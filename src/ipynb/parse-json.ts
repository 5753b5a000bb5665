import { createScanner, findNodeAtOffset, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

import type { Diagnostic } from "../source/diagnostic.ts";
import { lineText, placeAt, type SourceFile } from "../source/source-file.ts";
import type { JsonNode } from "./json-node.ts";

/**
 * A JSON file's value; what is wrong with it where it is none: both ends of an unresolved merge, else the first thing,
 * since the others only follow from that. `NaN` and `Infinity` are numbers, as nbformat reads and writes them.
 */
export function parseJson(source: SourceFile): JsonNode | readonly Diagnostic[] {
  const errors: ParseError[] = [];
  const { text, numbers } = withoutNonFinite(source.text);
  const root = parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (root !== undefined && first === undefined) {
    for (const [offset, value] of numbers) setNumber(root, offset, value);
    return root;
  }
  const conflict = mergeConflict(source);
  if (conflict.length > 0) return conflict;
  const at = first?.offset ?? 0;
  const place = placeAt(source, at, at + (first?.length ?? 0));
  if (source.text.trim() === "") return [{ code: "json-syntax", place, message: "The file is empty" }];
  return [{ code: "json-syntax", place, message: messages[first ? printParseErrorCode(first.error) : ""] ?? other }];
}

/** The lines that git leaves around what both sides have changed; those in a text have more before them. */
function mergeConflict(source: SourceFile): readonly Diagnostic[] {
  return source.lineStarts.flatMap((start, line): readonly Diagnostic[] => {
    const mark = source.text.slice(start, start + 7);
    if (mark !== "<<<<<<<" && mark !== ">>>>>>>") return [];
    const place = placeAt(source, start, start + lineText(source, line).length);
    const message = `An unresolved merge conflict ${mark === "<<<<<<<" ? "begins" : "ends"} here`;
    const advice = "Take one side with git checkout --ours or --theirs, or merge with nbdime, which knows notebooks";
    return [{ code: "json-syntax", place, message, ...(mark === "<<<<<<<" ? { advice } : {}) }];
  });
}

// jsonc-parser's `SyntaxKind`, which TypeScript has for the compiler alone.
const unknown = 16;
const endOfFile = 17;

const nonFinite: ReadonlyMap<string, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
]);

/** The text with other numbers, of the same length, in the place of what JSON has no numbers for; and what they are. */
function withoutNonFinite(text: string): { readonly text: string; readonly numbers: ReadonlyMap<number, number> } {
  const numbers = new Map<number, number>();
  if (!/NaN|Infinity/.test(text)) return { text, numbers };
  const scanner = createScanner(text, true);
  const pieces: string[] = [];
  let end = 0;
  // What stands in a text or a comment is one token with it.
  for (let kind: number = scanner.scan(); kind !== endOfFile; kind = scanner.scan()) {
    const value = kind === unknown ? nonFinite.get(scanner.getTokenValue()) : undefined;
    if (value === undefined) continue;
    const offset = scanner.getTokenOffset();
    const isNegative = text[offset - 1] === "-" && value === Number.POSITIVE_INFINITY;
    numbers.set(isNegative ? offset - 1 : offset, isNegative ? -value : value);
    pieces.push(text.slice(end, offset), "1".padEnd(scanner.getTokenLength(), "0"));
    end = offset + scanner.getTokenLength();
  }
  return { text: pieces.join("") + text.slice(end), numbers };
}

function setNumber(root: JsonNode, offset: number, value: number): void {
  const node = findNodeAtOffset(root, offset);
  if (node?.type === "number") Object.assign(node, { value });
}

const other = "This is not JSON";

const messages: Readonly<Record<string, string>> = {
  InvalidSymbol: "This is no JSON value: texts stand in double quotes",
  InvalidNumberFormat: "This is no JSON number",
  PropertyNameExpected: "A key in double quotes is due here",
  ValueExpected: "A value is due here",
  ColonExpected: "A colon is due here",
  CommaExpected: "A comma is due here",
  CloseBraceExpected: "A closing brace is due here; the file may have been cut short",
  CloseBracketExpected: "A closing bracket is due here; the file may have been cut short",
  EndOfFileExpected: "The notebook ends before this",
  UnexpectedEndOfString: "This text has no closing quote; the file may have been cut short",
  InvalidUnicode: "This is no Unicode escape: four hexadecimal digits are due",
  InvalidEscapeCharacter: "JSON has no such escape",
  InvalidCharacter: "A control character stands in a text, where JSON has it escaped",
  InvalidCommentToken: "JSON has no comments",
};
