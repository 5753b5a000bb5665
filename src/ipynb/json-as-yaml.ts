import type { SourcePlace } from "../source/place.ts";
import { placeAt, type SourceFile } from "../source/source-file.ts";
import type { YamlEntry, YamlNode } from "../spec/yaml-node.ts";
import { itemsOf, type JsonNode, stringOf } from "./json-node.ts";
import { multilineText } from "./multiline-text.ts";

type Within = (place: SourcePlace) => SourcePlace;

/** A JSON value as what the lesson language is read from: numbers and truth values as the text that stands there. */
export function jsonAsYaml(source: SourceFile, node: JsonNode, within: Within): YamlNode {
  const [from, to] = [node.offset, node.offset + node.length];
  const base = { place: within(placeAt(source, from, to)), from, to };
  switch (node.type) {
    case "array":
      return {
        kind: "list",
        ...base,
        flow: true,
        items: itemsOf(node).map((item) => jsonAsYaml(source, item, within)),
      };
    case "object":
      return { kind: "map", ...base, entries: entriesOf(source, node, within) };
    case "string": {
      const { value, starts } = multilineText(source, node);
      return { kind: "text", ...base, text: { value, starts: starts.map(within) }, style: "quoted" };
    }
    case "boolean":
    case "number":
    case "null":
    case "property": {
      const text = { value: source.text.slice(from, to), starts: [base.place] };
      return { kind: "text", ...base, text, style: node.type === "null" ? "empty" : "plain" };
    }
  }
}

function entriesOf(source: SourceFile, node: JsonNode, within: Within): readonly YamlEntry[] {
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) => {
    if (key === undefined || value === undefined) return [];
    const keyPlace = within(placeAt(source, key.offset, key.offset + key.length));
    return [{ key: stringOf(key) ?? "", keyPlace, value: jsonAsYaml(source, value, within) }];
  });
}
