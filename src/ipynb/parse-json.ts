import { type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

import type { Diagnostic } from "../source/diagnostic.ts";
import { lineAt, lineText, placeAt, type SourceFile } from "../source/source-file.ts";
import type { JsonNode } from "./json-node.ts";

/** A JSON file's value; the first thing wrong with it where it is none, since the others only follow from that. */
export function parseJson(source: SourceFile): JsonNode | Diagnostic {
  const errors: ParseError[] = [];
  const root = parseTree(source.text, errors, { disallowComments: true });
  const [first] = errors;
  if (root !== undefined && first === undefined) return root;
  const at = first?.offset ?? 0;
  const place = placeAt(source, at, at + (first?.length ?? 0));
  const line = lineText(source, lineAt(source, at));
  if (/^(?:<<<<<<<|=======|>>>>>>>)/.test(line)) {
    const advice = "Take one side with git checkout --ours or --theirs, or merge with nbdime, which knows notebooks";
    return { code: "json-syntax", place, message: "A merge conflict stands here", advice };
  }
  if (source.text.trim() === "") return { code: "json-syntax", place, message: "The file is empty" };
  return { code: "json-syntax", place, message: messages[first ? printParseErrorCode(first.error) : ""] ?? other };
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
