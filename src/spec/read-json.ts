import type { ExpectedJson, JsonScalar } from "../lesson/expected-display.ts";
import { expectedText } from "./expected-text.ts";
import type { SpecFile } from "./spec-file.ts";
import type { YamlMap, YamlNode, YamlText } from "./yaml-node.ts";

/** Any value, any number of items, and as a key: any further keys. */
const rest = "...";

/** A JSON value as YAML writes it: JSON is YAML, too. */
export function readJson(file: SpecFile, node: YamlNode): ExpectedJson {
  switch (node.kind) {
    case "list":
      return { kind: "list", place: node.place, items: node.items.map((item) => readJson(file, item)) };
    case "map":
      return readMap(file, node);
    case "text":
      return node.text.value.trim() === rest && node.style !== "quoted"
        ? { kind: "any", place: node.place }
        : readScalar(file, node);
  }
}

function readMap(file: SpecFile, { place, entries }: YamlMap): ExpectedJson {
  const own = entries.filter(({ key }) => key !== rest);
  return {
    kind: "map",
    place,
    entries: own.map(({ key, value }) => ({ key, value: readJson(file, value) })),
    open: own.length < entries.length,
  };
}

/** What a hole reads may be a text or a number. */
function readScalar(file: SpecFile, node: YamlText): ExpectedJson {
  const expected = expectedText(file, node.text);
  const isSpelledOut = expected.pattern.lines.every(
    (line) => line.kind === "text" && line.segments.every((segment) => segment.kind === "literal"),
  );
  return isSpelledOut ? { kind: "scalar", expected, type: typeOf(node) } : { kind: "scalar", expected };
}

/** As JSON tells them apart: `1` is a number and `"1"` a text. */
function typeOf({ text, style }: YamlText): JsonScalar {
  const value = text.value.trim();
  if (style === "quoted" || style === "block") return "string";
  if (value === "null") return "null";
  if (value === "true" || value === "false") return "boolean";
  return /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(value) ? "number" : "string";
}
