import type { Diagnostic } from "../source/diagnostic.ts";
import { isKnownKey, isLongText } from "./keys.ts";
import { lineAt, lineEnd, lineText, placeAt, type SourceFile } from "../source/source-file.ts";
import { isInFlow, rewriteAsText, rewriteLines, withoutClosing } from "./rewrite.ts";
import { tabDiagnostic } from "./tab-lines.ts";
import type { YamlSlip } from "./yaml-slip.ts";

/** Tells of a line that YAML cannot place: nothing after it can be read as it was meant. */
export function readLayoutSlip(source: SourceFile, slip: YamlSlip): Diagnostic {
  if (slip.code === "MULTIPLE_DOCS") return severalDocuments(source, slip.from);
  if (slip.message.includes("Missing closing")) return unclosed(source, slip.quoteFrom ?? slip.from, "quote");
  if (/end with a [\]}]/.test(slip.message)) {
    return cutInFlow(source, slip.from) ?? unclosed(source, openBracket(source, slip.from), "bracket");
  }
  const from = skipBlank(source, slip.from);
  const tabbed = [slip.from, from].find((offset) => lineText(source, lineAt(source, offset)).startsWith("\t"));
  if (tabbed !== undefined || slip.code === "TAB_AS_INDENT")
    return tabDiagnostic(source, lineAt(source, tabbed ?? slip.from));
  return misplaced(source, from);
}

function severalDocuments(source: SourceFile, from: number): Diagnostic {
  return {
    code: "several-documents",
    place: placeAt(source, from, lineEnd(source, from)),
    message: "A second document begins here, and a file holds one",
    advice: "Remove the line `---` or `...`, or put what follows it into a file of its own",
  };
}

function unclosed(source: SourceFile, from: number, what: "quote" | "bracket"): Diagnostic {
  return {
    code: "yaml-syntax",
    place: placeAt(source, from, from + 1),
    message: `A ${what} opens here and is never closed`,
    advice: "Close it, or put the text under `|`, where quotes and brackets are plain text",
  };
}

/** `[Know C # well]`: what YAML took for a comment holds the closing bracket. */
function cutInFlow(source: SourceFile, offset: number): Diagnostic | undefined {
  for (let line = lineAt(source, offset); line >= 0; line -= 1) {
    const text = lineText(source, line);
    const start = source.lineStarts[line] ?? 0;
    const sign = text.search(/\s#/);
    const from = sign === -1 || !isInFlow(source, start + sign) ? -1 : start + sign + 1;
    const end = start + withoutClosing(text).length;
    if (from === -1 || end === start + text.trimEnd().length) continue;
    const lost = source.text.slice(from, end);
    const before = text.slice(0, sign);
    const first = Math.max(...["[", "{", ",", ": "].map((each) => before.lastIndexOf(each)));
    const value = start + first + 1 + (/^:? */.exec(text.slice(first + 1))?.[0].length ?? 0);
    return {
      code: "text-cut",
      place: placeAt(source, from, end),
      message: `YAML took \`${lost}\` for a comment, and the bracket behind it too, which is missing then`,
      advice: "Quote the text",
      ...rewriteAsText(source, { from: value, to: end }, "quotes"),
    };
  }
  return undefined;
}

/** The last bracket or brace before the offset that has no partner. */
function openBracket(source: SourceFile, offset: number): number {
  let depth = 0;
  for (let at = offset - 1; at >= 0; at -= 1) {
    const character = source.text.charAt(at);
    if ("]}".includes(character)) depth += 1;
    if ("[{".includes(character)) {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return offset;
}

function misplaced(source: SourceFile, from: number): Diagnostic {
  const written = lineText(source, lineAt(source, from));
  const place = placeAt(source, from, lineEnd(source, from));
  const code = "yaml-syntax";
  // Further in, a word without a colon may be the beginning of a line of prose.
  const key = /^(\s*(?:- )?)([a-z]+)(:\S.*)$/.exec(written) ?? /^()([a-z]+)( .*)$/.exec(written);
  const [, before = "", word = "", rest = ""] = key ?? [];
  if (isKnownKey(word)) {
    const what = rest.startsWith(":") ? "space follows its colon" : "colon follows it";
    const message = `\`${word}\` is no key here, because no ${what}`;
    const rewritten = `${before}${word}: ${rest.replace(/^:/, "").trimStart()}`;
    const line = lineAt(source, from);
    const advice = "Write the key, a colon and a space";
    return { code, place, message, advice, ...rewriteLines(source, { first: line, last: line }, rewritten) };
  }
  if (/^\s*(?:- )?[\w-]+:(?:\s|$)|^\s*- /.test(written)) {
    const message = "YAML cannot place this line: its indentation is that of no line above it";
    return { code, place, message, advice: "Indent it like its neighbours" };
  }
  const deeper = deeperBlock(source, from);
  if (deeper !== undefined) return { code, place, ...deeper };
  return {
    code,
    place,
    message: "YAML cannot place this line: it is no key, and not far enough in to be part of the text above it",
    advice: "Text under `|` is indented further than its key, each line at least as far as the first",
  };
}

/** A table under `|` whose first line begins further in than the others: YAML takes that for the text's indentation. */
function deeperBlock(source: SourceFile, from: number): Omit<Diagnostic, "code" | "place"> | undefined {
  const line = lineAt(source, from);
  const column = indentationOf(source, line);
  let head = line - 1;
  while (head >= 0 && (indentationOf(source, head) ?? Infinity) >= (column ?? 0)) head -= 1;
  const written = lineText(source, head);
  const block = /^(?<lead> *(?:- +)*)(?:(?<key>[\w-]+): +)?[|>][-+]?[ \t]*$/.exec(written);
  const first = indentationOf(source, head + 1);
  if (block === null || column === undefined || first === undefined || first <= column) return undefined;
  // Code and prose whose first line is further in are a slip of another kind.
  if (isLongText(block.groups?.["key"] ?? "")) return undefined;
  const parent = block.groups?.["lead"]?.length ?? 0;
  const further = leastIndentation(source, head + 1, parent) - parent;
  if (further < 1 || further > 9) return undefined;
  return {
    message: "The text's first line is indented further than this one, and YAML takes the first for the measure",
    advice: `Say behind the sign for a block of text how far its lines are indented: \`|${further}\``,
    ...rewriteLines(source, { first: head, last: head }, written.replace(/([|>])([-+]?)[ \t]*$/, `$1${further}$2`)),
  };
}

/** Of the lines from one on that are further in than a column. */
function leastIndentation(source: SourceFile, line: number, column: number): number {
  let least = Infinity;
  for (let at = line; at < source.lineStarts.length; at += 1) {
    const own = indentationOf(source, at);
    if (own === undefined) continue;
    if (own <= column) break;
    least = Math.min(least, own);
  }
  return least;
}

/** None, where nothing is on the line. */
function indentationOf(source: SourceFile, line: number): number | undefined {
  const column = lineText(source, line).search(/\S/);
  return column === -1 ? undefined : column;
}

function skipBlank(source: SourceFile, offset: number): number {
  return offset + (/^\s*/.exec(source.text.slice(offset))?.[0].length ?? 0);
}
