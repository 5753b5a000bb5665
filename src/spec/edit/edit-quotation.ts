import { isDeepStrictEqual } from "node:util";

import type { SourcePlace } from "../../source/place.ts";
import { parseYaml } from "../parse-yaml.ts";
import { type QuotationBlock, quotationBlocks } from "../quotations.ts";
import { lineEnd, lineText, type SourceFile, sourceFile } from "../../source/source-file.ts";
import type { YamlNode, YamlText } from "../yaml-node.ts";
import { encoders } from "./edit-claims.ts";
import type { EditedText } from "./edit-step.ts";
import { isUnprintable } from "./render-scalar.ts";
import { applyEdits, type TextEdit } from "../../source/text-edit.ts";

/** Puts other lines into the quotation at a place: nothing else in the file moves, which reading it again proves. */
export function editQuotation(text: string, place: SourcePlace, lines: readonly string[]): EditedText {
  const { source, root } = parseYaml(sourceFile(place.file, text));
  const found = root && findQuotation(root, place);
  if (root === undefined || found === undefined) return { reason: "The quotation is not found in its file any more" };
  const edits = lines.some(isUnprintable)
    ? undefined
    : (editsOfLines(source, found, lines) ?? editsInPlace(source, found, lines));
  const after = edits && applyEdits(text, edits);
  const now = after === undefined ? undefined : parseYaml(sourceFile(place.file, after));
  const wanted = plainOf(root, (node) =>
    hasQuotation(node, place) ? withLines(node, found.block, lines) : node.text.value,
  );
  const isRight =
    now?.root !== undefined && now.diagnostics.length === 0 && isDeepStrictEqual(plainOf(now.root), wanted);
  const put = now?.root && findQuotation(now.root, place)?.block.content.text.value;
  if (after !== undefined && isRight && put === lines.join("\n")) return { text: after };
  return {
    reason: "It is written so that it cannot be changed in place: put the text under `|`, or change it by hand",
  };
}

interface Found {
  readonly node: YamlText;
  readonly block: QuotationBlock;
}

function findQuotation(node: YamlNode, place: SourcePlace): Found | undefined {
  for (const text of textsIn(node)) {
    const block = quotationAt(text, place);
    if (block !== undefined) return { node: text, block };
  }
  return undefined;
}

function hasQuotation(node: YamlText, place: SourcePlace): boolean {
  return quotationAt(node, place) !== undefined;
}

function quotationAt({ text }: YamlText, { line, column }: SourcePlace): QuotationBlock | undefined {
  return quotationBlocks(text).find(({ fence: { words } }) =>
    words.some(({ place }) => place.line === line && place.column === column),
  );
}

function* textsIn(node: YamlNode): Generator<YamlText> {
  if (node.kind === "text") yield node;
  const inner = node.kind === "list" ? node.items : node.kind === "map" ? node.entries.map(({ value }) => value) : [];
  for (const each of inner) yield* textsIn(each);
}

/** All lines at once, where each stands on a line of the file as it is; absent where they do not. */
function editsOfLines(
  source: SourceFile,
  { block: { content } }: Found,
  lines: readonly string[],
): readonly TextEdit[] | undefined {
  const { starts, value } = content.text;
  const old = value.split("\n");
  const first = starts[0]?.line ?? 0;
  const isVerbatim = old.every((line, index) => {
    const start = starts[index];
    if (start?.line !== first + index) return false;
    return lineText(source, start.line - 1).slice(start.column - 1) === line;
  });
  if (!isVerbatim) return undefined;
  const filled = starts.find((_, index) => old[index] !== "") ?? starts[0];
  const prefix = lineText(source, (filled?.line ?? 1) - 1).slice(0, (filled?.column ?? 1) - 1);
  const from = source.lineStarts[first - 1] ?? 0;
  const eol = source.text.charAt(from - 2) === "\r" ? "\r\n" : "\n";
  const to = lineEnd(source, source.lineStarts[first + old.length - 2] ?? 0);
  return [{ from, to, text: prefixed(lines, prefix).join(eol) }];
}

/** Line by line within a text in quotes or one that is folded, where there are as many as before. */
function editsInPlace(
  source: SourceFile,
  { node, block: { content } }: Found,
  lines: readonly string[],
): readonly TextEdit[] | undefined {
  const { starts, value } = content.text;
  const old = value.split("\n");
  const encode = encoders[source.text.charAt(node.from)] ?? ((text: string): string => text);
  if (old.length !== lines.length) return undefined;
  const edits = old.map((line, index): TextEdit => {
    const from = (source.lineStarts[(starts[index]?.line ?? 0) - 1] ?? 0) + (starts[index]?.column ?? 1) - 1;
    return { from, to: from + encode(line).length, text: encode(lines[index] ?? "") };
  });
  const isThere = edits.every(({ from, to }, index) => source.text.slice(from, to) === encode(old[index] ?? ""));
  return isThere ? edits.filter(({ from, to, text }) => source.text.slice(from, to) !== text) : undefined;
}

/** The Markdown with other lines in its quotation. */
function withLines({ text }: YamlText, { content }: QuotationBlock, lines: readonly string[]): string {
  const written = text.value.split("\n");
  const [first] = content.lines;
  const filled = content.lines.find(({ line, column }) => (written[line] ?? "").length > column) ?? first;
  const prefix = (written[filled?.line ?? 0] ?? "").slice(0, filled?.column ?? 0);
  return written.toSpliced(first?.line ?? 0, content.lines.length, ...prefixed(lines, prefix)).join("\n");
}

function prefixed(lines: readonly string[], prefix: string): readonly string[] {
  return lines.map((line) => (line === "" ? prefix.trimEnd() : prefix + line));
}

type Plain = string | readonly Plain[] | { readonly [key: string]: Plain };

function plainOf(node: YamlNode, ofText: (node: YamlText) => string = ({ text }) => text.value): Plain {
  switch (node.kind) {
    case "text":
      return ofText(node);
    case "list":
      return node.items.map((item) => plainOf(item, ofText));
    case "map":
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainOf(value, ofText)]));
  }
}
