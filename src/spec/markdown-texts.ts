import type { SourceText } from "../source/place.ts";
import { stepShapes } from "./step-keys.ts";
import { stepKind } from "./step-kind.ts";
import type { ValueType } from "./value-type.ts";
import type { YamlMap, YamlNode } from "./yaml-node.ts";

/** All the Markdown of a step. */
export function markdownTexts(map: YamlMap): readonly SourceText[] {
  const kind = stepKind(map);
  if (typeof kind !== "string") return [];
  const { keys } = stepShapes[kind];
  return map.entries.flatMap(({ key, value }) => (isMarkdown(keys[key]?.type) ? textsIn(value) : []));
}

function isMarkdown(type: ValueType | undefined): boolean {
  if (type?.kind === "list") return isMarkdown(type.item);
  return type?.kind === "text" && type.role === "prose";
}

function textsIn(value: YamlNode): readonly SourceText[] {
  if (value.kind === "list") return value.items.flatMap(textsIn);
  return value.kind === "text" && value.style !== "empty" ? [value.text] : [];
}
