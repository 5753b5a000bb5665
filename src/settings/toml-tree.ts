import { type AST, ParseError, parseTOML } from "toml-eslint-parser";

import type { Diagnostic } from "../source/diagnostic.ts";
import { placeAt, type SourceFile } from "../source/source-file.ts";
import type { YamlEntry, YamlList, YamlMap, YamlNode } from "../spec/yaml-node.ts";

/** A table of a TOML file as what the lesson language is read from; absent where there is none of this name. */
export function tomlTable(
  source: SourceFile,
  [...name]: readonly string[],
): { readonly table: YamlMap | undefined } | { readonly problem: Diagnostic } {
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(source.text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const place = placeAt(source, error.index);
    return { problem: { code: "toml-syntax", place, message: error.message } };
  }
  const root = new Table(source, program.range);
  for (const each of program.body[0].body) {
    if (each.type === "TOMLKeyValue") root.put(each);
    else root.open(each);
  }
  let node: YamlNode | undefined = root.node;
  for (const key of name)
    node = node?.kind === "map" ? node.entries.find((entry) => entry.key === key)?.value : undefined;
  return { table: node?.kind === "map" ? node : undefined };
}

type Key = AST.TOMLBare | AST.TOMLQuoted;

/** A table while it is read: TOML may come back to it again and again. */
class Table {
  readonly #source: SourceFile;
  readonly #range: readonly [number, number];
  readonly #entries = new Map<string, { readonly key: Key; readonly value: Table | Table[] | AST.TOMLContentNode }>();

  constructor(source: SourceFile, range: readonly [number, number]) {
    this.#source = source;
    this.#range = range;
  }

  put({ key, value }: AST.TOMLKeyValue): void {
    const last = key.keys.at(-1);
    if (last !== undefined) this.#within(key.keys.slice(0, -1)).#entries.set(nameOf(last), { key: last, value });
  }

  /** `[a.b]`, or `[[a.b]]`, which adds one to a list. */
  open(table: AST.TOMLTable): void {
    const last = table.key.keys.at(-1);
    if (last === undefined) return;
    const outer = this.#within(table.key.keys.slice(0, -1));
    if (table.kind === "array") {
      const made = new Table(this.#source, table.range);
      const list = outer.#entries.get(nameOf(last))?.value;
      if (Array.isArray(list)) list.push(made);
      else outer.#entries.set(nameOf(last), { key: last, value: [made] });
      for (const each of table.body) made.put(each);
      return;
    }
    const own = outer.#within([last]);
    for (const each of table.body) own.put(each);
  }

  #within(keys: readonly Key[]): Table {
    const [first, ...rest] = keys;
    if (first === undefined) return this;
    const known = this.#entries.get(nameOf(first))?.value;
    const last = Array.isArray(known) ? known.at(-1) : known;
    if (last instanceof Table) return last.#within(rest);
    const made = new Table(this.#source, first.range);
    this.#entries.set(nameOf(first), { key: first, value: made });
    return made.#within(rest);
  }

  get node(): YamlMap {
    const entries = [...this.#entries].map(([name, { key, value }]): YamlEntry => ({
      key: name,
      keyPlace: placeAt(this.#source, ...key.range),
      value: this.#nodeOf(value),
    }));
    return { kind: "map", ...this.#base(this.#range), entries };
  }

  #nodeOf(value: Table | readonly Table[] | AST.TOMLContentNode): YamlNode {
    if (value instanceof Table) return value.node;
    if (isTables(value)) {
      const [first] = value;
      return {
        kind: "list",
        ...this.#base(first === undefined ? [0, 0] : first.#range),
        flow: false,
        items: value.map(({ node }) => node),
      };
    }
    switch (value.type) {
      case "TOMLArray":
        return this.#list(value);
      case "TOMLInlineTable": {
        const inner = new Table(this.#source, value.range);
        for (const each of value.body) inner.put(each);
        return inner.node;
      }
      case "TOMLValue": {
        const base = this.#base(value.range);
        const isText = value.kind === "string";
        const text = { value: isText ? value.value : this.#source.text.slice(...value.range), starts: [base.place] };
        return { kind: "text", ...base, text, style: isText ? "quoted" : "plain" };
      }
    }
  }

  #list({ range, elements }: AST.TOMLArray): YamlList {
    return { kind: "list", ...this.#base(range), flow: true, items: elements.map((each) => this.#nodeOf(each)) };
  }

  #base([from, to]: readonly [number, number]): Pick<YamlNode, "place" | "from" | "to"> {
    return { place: placeAt(this.#source, from, to), from, to };
  }
}

function isTables(value: readonly Table[] | AST.TOMLContentNode): value is readonly Table[] {
  return Array.isArray(value);
}

function nameOf(key: Key): string {
  return key.type === "TOMLBare" ? key.name : key.value;
}
