import type { SourcePlace } from "../../source/place.ts";
import type { YamlMap, YamlNode } from "../yaml-node.ts";

/** The map whose first key stands at this place: where a step says that it begins. */
export function findStepMap(node: YamlNode, place: SourcePlace): YamlMap | undefined {
  switch (node.kind) {
    case "text":
      return undefined;
    case "list":
      return firstOf(node.items, place);
    case "map": {
      const first = node.entries[0]?.keyPlace;
      const isHere = first?.line === place.line && first.column === place.column;
      return isHere && node.entries.some(({ key }) => key === "code")
        ? node
        : firstOf(
            node.entries.map(({ value }) => value),
            place,
          );
    }
  }
}

function firstOf(nodes: readonly YamlNode[], place: SourcePlace): YamlMap | undefined {
  for (const node of nodes) {
    const found = findStepMap(node, place);
    if (found !== undefined) return found;
  }
  return undefined;
}
