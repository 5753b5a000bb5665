import { getNodeValue, type Node } from "jsonc-parser";

/** A value of a JSON file that knows where it stands. */
export type JsonNode = Node;

/** The value of an object's key; absent where there is none, or no object. */
export function memberOf(node: JsonNode | undefined, ...keys: readonly string[]): JsonNode | undefined {
  return keys.reduce((found, key) => {
    const members = found?.type === "object" ? found.children : undefined;
    return members?.find(({ children }) => children?.[0]?.value === key)?.children?.[1];
  }, node);
}

/** The items of a list; empty where it is none. */
export function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.type === "array" ? (node.children ?? []) : [];
}

/** A text; absent where it is none. */
export function stringOf(node: JsonNode | undefined): string | undefined {
  const value = valueOf(node);
  return typeof value === "string" ? value : undefined;
}

/** A number; absent where it is none. */
export function numberOf(node: JsonNode | undefined): number | undefined {
  const value = valueOf(node);
  return typeof value === "number" ? value : undefined;
}

/** The plain value. */
export function valueOf(node: JsonNode | undefined): unknown {
  return node === undefined ? undefined : getNodeValue(node);
}

/** The texts of a list of texts. */
export function stringsOf(node: JsonNode | undefined): readonly string[] {
  return itemsOf(node).flatMap((item) => stringOf(item) ?? []);
}
