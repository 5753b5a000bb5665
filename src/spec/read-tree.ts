import { compact } from "../basics/compact.ts";
import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node, type Pair, type Scalar } from "yaml";
import type { Diagnostic } from "../source/diagnostic.ts";
import { lineAt, lineEnd, placeAt, type SourceFile } from "../source/source-file.ts";
import { textStarts, type WrittenScalar } from "./text-starts.ts";
import type { YamlSlip } from "./yaml-slip.ts";
import type { YamlEntry, YamlNode, YamlText } from "./yaml-node.ts";

/** A document's values as our own tree, with what is odd about them. */
export interface ReadTree {
  readonly root?: YamlNode;
  readonly slips: readonly YamlSlip[];
  readonly diagnostics: readonly Diagnostic[];
  /** The offsets at which quoted texts begin. */
  readonly quotes: readonly number[];
}

/** Turns the library's document into texts, lists and maps that know their places. */
export function readTree(source: SourceFile, document: Document.Parsed): ReadTree {
  const reading: Reading = {
    source,
    document,
    slips: [],
    diagnostics: [],
    quotes: [],
    anchors: new Map(),
    inAlias: false,
  };
  const root = readNode(reading, document.contents, 0);
  const unused = [...reading.anchors.values()].filter((anchor) => !anchor.used);
  return {
    ...compact({ root: root.kind === "text" && root.style === "empty" ? undefined : root }),
    slips: [...reading.slips, ...unused.map(({ from }) => ({ code: "anchor", from, message: "" }))],
    diagnostics: reading.diagnostics,
    quotes: reading.quotes,
  };
}

interface Reading {
  readonly source: SourceFile;
  readonly document: Document.Parsed;
  readonly slips: YamlSlip[];
  readonly diagnostics: Diagnostic[];
  readonly quotes: number[];
  readonly anchors: Map<Node, { readonly from: number; used: boolean }>;
  /** An alias within an alias is refused, so that no tree grows without bound. */
  readonly inAlias: boolean;
}

/** `before` is where the value could have begun: the place of one that is not there. */
function readNode(reading: Reading, node: Node | null, before: number): YamlNode {
  const range = node?.range;
  if (node === null || range === null || range === undefined) return emptyText(reading, before);
  if (isAlias(node)) return readAlias(reading, node, range[0]);
  noteMarks(reading, node, range[0]);
  if (isScalar(node)) return readScalar(reading, node, range);
  const [from, to] = range;
  const base = { place: placeAt(reading.source, from, to), from, to };
  if (isSeq<Node | null>(node)) {
    return {
      kind: "list",
      ...base,
      flow: node.flow === true,
      items: node.items.map((item) => readNode(reading, item, from)),
    };
  }
  if (isMap<Node | null, Node | null>(node)) return { kind: "map", ...base, entries: readEntries(reading, node.items) };
  return emptyText(reading, from);
}

function readAlias(reading: Reading, alias: Alias, from: number): YamlNode {
  if (reading.inAlias) {
    reading.slips.push({ code: "nested-alias", from, message: "" });
    return emptyText(reading, from);
  }
  const target = alias.resolve(reading.document);
  const anchor = target === undefined ? undefined : reading.anchors.get(target);
  if (target === undefined || anchor === undefined) {
    reading.slips.push({ code: "alias", from, message: "" });
    return emptyText(reading, from);
  }
  anchor.used = true;
  return readNode({ ...reading, inAlias: true }, target, from);
}

function noteMarks(reading: Reading, node: Node, from: number): void {
  if (isAlias(node) || reading.inAlias) return;
  const { text } = reading.source;
  if ("anchor" in node && typeof node.anchor === "string") {
    reading.anchors.set(node, { from: text.lastIndexOf(`&${node.anchor}`, from), used: false });
  }
  // The library warns of a tag that it does not know; a bare `!` it takes in silence.
  if (node.tag === "!") reading.slips.push({ code: "tag", from: text.lastIndexOf("!", from), message: "" });
}

function readEntries(reading: Reading, pairs: readonly Pair<Node | null, Node | null>[]): readonly YamlEntry[] {
  const entries = new Map<string, YamlEntry>();
  for (const { key, value } of pairs) {
    const range = key?.range ?? [0, 0, 0];
    const keyPlace = placeAt(reading.source, range[0], range[1]);
    if (!isScalar(key)) {
      reading.slips.push({ code: "key", from: range[0], message: "" });
      continue;
    }
    const name = String(key.value);
    const first = entries.get(name);
    const read = readNode(reading, value, range[1]);
    if (first === undefined) entries.set(name, { key: name, keyPlace, value: read });
    else reading.diagnostics.push(duplicateKey(name, keyPlace, first));
  }
  return [...entries.values()];
}

function duplicateKey(key: string, place: YamlEntry["keyPlace"], first: YamlEntry): Diagnostic {
  return {
    code: "duplicate-key",
    place,
    message: `\`${key}\` stands twice here, first in line ${first.keyPlace.line}`,
    advice: "Remove or rename one of the two",
  };
}

function readScalar(reading: Reading, node: Scalar, [from, to]: readonly [number, number, number]): YamlText {
  const { source } = reading;
  const style = styles[node.type ?? "PLAIN"] ?? "plain";
  const isBlock = style === "literal" || style === "folded";
  // YAML's `|` ends with a line end, which no cell and no pattern has; blank last lines, which `|+` keeps, are meant.
  const ends = isBlock && !String(node.value).endsWith("\n\n");
  const value = ends ? String(node.value).replace(/\n$/, "") : String(node.value);
  if (style === "single" || style === "double") reading.quotes.push(from);
  if (style === "plain" && value === "") return emptyText(reading, from);
  const lines = isBlock ? Math.min(to, source.lineStarts[lineAt(source, from) + 1] ?? to) : from;
  const starts = textStarts(source, { style, from: lines, to }, value);
  const cutTo = style === "plain" ? commentEnd(source, to) : undefined;
  return {
    kind: "text",
    place: placeAt(source, from, to),
    from,
    to,
    text: { value, starts },
    style: isBlock ? "block" : style === "plain" ? "plain" : "quoted",
    ...compact({ cutTo }),
  };
}

const styles: Readonly<Record<string, WrittenScalar["style"]>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

function emptyText({ source }: Reading, before: number): YamlText {
  const place = placeAt(source, before);
  const from = before;
  const comment = /^:?[ \t]*(?=#)/.exec(source.text.slice(before, lineEnd(source, before)));
  const cutTo = comment === null ? undefined : lineEnd(source, before);
  return {
    kind: "text",
    place,
    from,
    to: before,
    text: { value: "", starts: [place] },
    style: "empty",
    ...compact({ cutTo }),
  };
}

/** The end of the line where a comment follows the offset. */
function commentEnd(source: SourceFile, offset: number): number | undefined {
  const end = lineEnd(source, offset);
  return /^[ \t]+#/.test(source.text.slice(offset, end)) ? end : undefined;
}
