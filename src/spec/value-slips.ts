import { compact } from "../basics/compact.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { isKnownKey, isLongText, isTextKey } from "./keys.ts";
import { adviseText, quoted, rewriteAsText, rewriteLines, rewriteSpan } from "./rewrite.ts";
import { lineAt, lineEnd, lineText, placeAt, type SourceFile } from "../source/source-file.ts";
import { valueAt, valueEnd, type WrittenValue } from "./value-span.ts";
import type { YamlSlip } from "./yaml-slip.ts";

/** Tells what YAML took a value for that the author meant as text; absent where the slip is of another kind. */
export function readValueSlip(source: SourceFile, slip: YamlSlip): Diagnostic | undefined {
  switch (slip.code) {
    case "BLOCK_AS_IMPLICIT_KEY":
      return readColon(source, slip);
    case "BAD_SCALAR_START":
      return readFirstCharacter(source, slip);
    case "UNEXPECTED_TOKEN":
      return readRemainder(source, slip);
    case "TAG_RESOLVE_FAILED":
    case "tag":
      return readMark(source, slip, "a tag, a mark of a value's type");
    case "BAD_ALIAS":
    case "alias":
      return readMark(source, slip, "an alias, a reference to a value that is marked elsewhere");
    case "nested-alias":
      return nestedAlias(source, slip);
    case "anchor":
      return readMark(source, slip, "an anchor, a mark for references from elsewhere");
    case "key":
      return readOddKey(source, slip);
    case "BLOCK_IN_FLOW":
      return readColonInFlow(source, slip);
    case "BAD_DQ_ESCAPE":
      return readEscape(source, slip);
    default:
      return undefined;
  }
}

/** `code: print({"a": 1})`: a colon and a space make a key. */
function readColon(source: SourceFile, slip: YamlSlip): Diagnostic | undefined {
  const value = valueAt(source, slip.from);
  if (value === undefined || slip.message.includes("sequence")) return undefined;
  const lines = source.text.slice(value.from, value.to).split("\n");
  const further = lines.findIndex((line, index) => index > 0 && isKnownKey(/^\s*([\w-]+):(?:\s|$)/.exec(line)?.[1]));
  if (further > 0) return readDeepKey(source, value, lineAt(source, value.from) + further);
  if (/^[?]\s/.test(lines[0] ?? "")) return asText(source, value, "YAML took `?` for a mark that a key follows");
  const taken = lines.map(keyIn).find((key) => key !== undefined) ?? "";
  const message = `YAML took \`${taken.trim()}\` for a key, because a colon and a space follow it`;
  if (!isKnownKey(taken)) return asText(source, value, message);
  const written = source.text.slice(value.from, value.to);
  return {
    ...asText(source, value, message),
    advice: "Put a map in braces, or on lines of its own",
    ...rewriteSpan(source, value, `{ ${written} }`),
  };
}

/** What stands before the first colon that ends a word. */
function keyIn(line: string): string | undefined {
  const colon = line.search(/:(?:\s|$)/);
  return colon === -1 ? undefined : line.slice(0, colon);
}

/** `{ error: KeyError: 'x' }`: the same between braces. */
function readColonInFlow(source: SourceFile, { from }: YamlSlip): Diagnostic | undefined {
  const value = { from, to: valueEnd(source, from) };
  const written = source.text.slice(value.from, value.to);
  const [taken] = written.split(": ", 1);
  if (taken === undefined || taken === written) return undefined;
  const message = `YAML took \`${taken}\` for a key, because a colon and a space follow it`;
  const line = source.text.slice(source.lineStarts[lineAt(source, from)] ?? 0, from);
  if (!/\berror:\s*$/.test(line) || !/^\w+$/.test(taken)) return asText(source, value, message);
  return {
    ...asText(source, value, message),
    advice: "Write the error's name and its message as a map",
    ...rewriteSpan(source, value, `{ name: ${taken}, message: ${quoted(written.slice(taken.length + 2))} }`),
  };
}

/** A key that is indented further than the one that it belongs beside. */
function readDeepKey(source: SourceFile, value: WrittenValue, line: number): Diagnostic {
  const text = lineText(source, line);
  const start = source.lineStarts[line] ?? 0;
  const from = start + text.search(/\S/);
  const column = lineText(source, lineAt(source, value.from)).search(/[^\s-]/);
  return {
    code: "yaml-syntax",
    place: placeAt(source, from, lineEnd(source, from)),
    message: `The line is indented further than \`${value.key ?? "the line above it"}\`, so YAML took it for more of its text`,
    advice: "Indent it as far",
    ...rewriteLines(source, { first: line, last: line }, " ".repeat(column) + text.trim()),
  };
}

/** `@dec`, `%timeit`, `>=3.10`: characters that YAML keeps for itself at the start of a value. */
function readFirstCharacter(source: SourceFile, slip: YamlSlip): Diagnostic {
  const first = source.text.charAt(slip.from);
  const use = first === ">" || first === "|" ? "for the head of a block of text" : "for itself";
  const value = spoiltValue(source, slip.from);
  return asText(source, value, `YAML keeps \`${first}\` at the start of a value ${use}`);
}

/** `"a" + "b"`, `[draft] Foo`: what begins with a quote or a bracket ends with the closing one. */
function readRemainder(source: SourceFile, slip: YamlSlip): Diagnostic | undefined {
  const value = valueAt(source, slip.from);
  if (value === undefined) return undefined;
  const rest = source.text.slice(slip.from, lineEnd(source, slip.from)).trim();
  const first = source.text.charAt(value.from);
  const reason = remainders.find(({ starts }) => starts.includes(first))?.reason;
  if (reason === undefined) return undefined;
  return asText(source, value, `YAML has no place for \`${rest}\`: ${reason}`);
}

const remainders: readonly { readonly starts: string; readonly reason: string }[] = [
  { starts: `"'`, reason: "a value that begins with a quote ends with the next one" },
  { starts: "[{", reason: "a value that begins with a bracket or brace ends with the closing one" },
  { starts: "|>", reason: "what follows the sign for a block of text begins on the next line" },
  { starts: "-", reason: "an entry of a list begins on a line of its own" },
];

/** `!ls`, `*args`, `&name`: a text that is taken for one of YAML's marks. */
function readMark(source: SourceFile, slip: YamlSlip, what: string): Diagnostic {
  const mark = /^[^\s,}\]]+/.exec(source.text.slice(slip.from))?.[0] ?? "";
  return asText(source, spoiltValue(source, slip.from), `YAML took \`${mark}\` for ${what}`);
}

function nestedAlias(source: SourceFile, { from }: YamlSlip): Diagnostic {
  return {
    code: "yaml-syntax",
    place: placeAt(source, from, from + (/^[^\s,}\]]+/.exec(source.text.slice(from))?.[0].length ?? 0)),
    message: "An alias stands in a value that is itself used by an alias",
    advice: "Write one of the two out",
  };
}

/** `{**options}`: within braces everything before a comma is a key. */
function readOddKey(source: SourceFile, slip: YamlSlip): Diagnostic | undefined {
  const value = valueAt(source, slip.from);
  return value === undefined ? undefined : asText(source, value, "YAML took this for a map with a key that is no text");
}

/** Within brackets or braces the slip may be in one of their values, or they are the author's text themselves. */
function spoiltValue(source: SourceFile, from: number): WrittenValue {
  const value = valueAt(source, from);
  const { key, to } = value ?? {};
  const inner = { from, to: valueEnd(source, from), ...compact({ key }) };
  if (value === undefined || to === undefined || key === undefined || !isTextKey(key)) return inner;
  const words = [...source.text.slice(value.from, to).matchAll(/([\w-]+)(\s*:)?/g)];
  return words.some(([, word, colon]) => colon !== undefined && isKnownKey(word)) ? inner : value;
}

/** `"\d"`: between double quotes a backslash has a meaning. */
function readEscape(source: SourceFile, slip: YamlSlip): Diagnostic {
  const escape = source.text.slice(slip.from, slip.from + 2);
  const value = valueAt(source, slip.from);
  const written = value === undefined ? "" : source.text.slice(value.from, value.to);
  const inner = /^"(.*)"$/.exec(written)?.[1];
  const diagnostic: Diagnostic = {
    code: "yaml-syntax",
    place: placeAt(source, slip.from, slip.from + escape.length),
    message: `YAML knows no \`${escape}\` between double quotes, where a backslash has a meaning of its own`,
    advice: "Use single quotes, between which a backslash is a backslash, or `|`",
  };
  if (value === undefined || inner === undefined) return diagnostic;
  const single = inner.replaceAll(/\\(["\\])/g, "$1").replaceAll("'", "''");
  return { ...diagnostic, ...rewriteSpan(source, value, `'${single}'`) };
}

function asText(source: SourceFile, value: WrittenValue, message: string): Diagnostic {
  const form = value.key !== undefined && isLongText(value.key) ? "block" : "quotes";
  return {
    code: "yaml-syntax",
    place: placeAt(source, value.from, Math.min(value.to, lineEnd(source, value.from))),
    message,
    advice: adviceFor(source, value),
    ...rewriteAsText(source, value, form),
  };
}

function adviceFor(source: SourceFile, { key, from, to }: WrittenValue): string {
  const written = source.text.slice(from, to);
  const error =
    key === "expect" ? /^(\w+(?:Error|Exception|Interrupt|Exit|Iteration|Warning)): (.+)$/.exec(written) : null;
  if (error === null) return adviseText(source, from);
  return `Quote the text; if the cell is meant to raise, write \`error: { name: ${error[1]}, message: … }\` below \`expect:\``;
}
