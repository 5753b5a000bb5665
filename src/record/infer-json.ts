import { isRecord } from "../basics/is-record.ts";
import type { RecordedJson } from "../lesson/recording.ts";
import { escapePattern } from "../pattern/escape-pattern.ts";
import { inferText, textOf } from "./infer-text.ts";
import type { PartHole } from "./inferred-text.ts";

/** A JSON value that accepts what every run showed. */
export interface InferredJson {
  readonly json: RecordedJson;
  readonly holes: readonly PartHole[];
}

/** The narrowest JSON value for what several runs showed; absent where they have not the same keys and lengths. */
export function inferJson(values: readonly unknown[]): InferredJson | undefined {
  const [first] = values;
  if (values.every(Array.isArray)) return inferList(values);
  if (values.every(isRecord)) return inferMap(values);
  if (values.every((value) => typeof value === "string")) return inferTexts(values, true);
  if (values.every((value) => value === first)) return { json: scalar(JSON.stringify(first), false), holes: [] };
  return values.every((value) => typeof value === "number") ? inferTexts(values.map(String), false) : undefined;
}

function inferList(lists: readonly (readonly unknown[])[]): InferredJson | undefined {
  const [first = []] = lists;
  if (lists.some((list) => list.length !== first.length)) return undefined;
  const items = first.map((_, index) => inferJson(lists.map((list) => list[index])));
  return joined(items, (inner) => ({ kind: "list", items: inner }));
}

function inferMap(maps: readonly Readonly<Record<string, unknown>>[]): InferredJson | undefined {
  const keys = Object.keys(maps[0] ?? {});
  if (maps.some((map) => Object.keys(map).toSorted().join("\0") !== keys.toSorted().join("\0"))) return undefined;
  // As a key, `...` stands for any further ones.
  if (keys.some((key) => key.trim() === "...")) return undefined;
  const values = keys.map((key) => inferJson(maps.map((map) => map[key])));
  return joined(values, (inner) => ({
    kind: "map",
    entries: inner.map((value, index) => ({ key: keys[index] ?? "", value })),
  }));
}

function joined(
  inner: readonly (InferredJson | undefined)[],
  make: (values: readonly RecordedJson[]) => RecordedJson,
): InferredJson | undefined {
  const found = inner.filter((each) => each !== undefined);
  if (found.length < inner.length) return undefined;
  return { json: make(found.map(({ json }) => json)), holes: found.flatMap(({ holes }) => holes) };
}

function inferTexts(texts: readonly string[], quoted: boolean): InferredJson | undefined {
  const [first = ""] = texts;
  const isSame = texts.every((text) => text === first);
  const inferred = inferText(texts);
  if (inferred === undefined || inferred.unordered) return undefined;
  if (isSame && inferred.holes.length === 0) return { json: scalar(escapePattern(first), quoted), holes: [] };
  const source = textOf(inferred.lines);
  return {
    json: scalar(source, quoted),
    holes: inferred.holes.map((hole) => ({ ...hole, line: 0, source: inferred.lines[hole.line] ?? "" })),
  };
}

function scalar(text: string, quoted: boolean): RecordedJson {
  return { kind: "scalar", text, quoted };
}
