import type { SourcePlace, SourceText } from "../source/place.ts";

/** What a YAML file holds, as the author wrote it: every scalar is text, and everything knows its place. */
export type YamlNode = YamlText | YamlList | YamlMap;

interface YamlNodeBase {
  readonly place: SourcePlace;
  /** Offsets into the file: from the first character to after the last. */
  readonly from: number;
  readonly to: number;
}

export interface YamlText extends YamlNodeBase {
  readonly kind: "text";
  readonly text: SourceText;
  /** `empty`: nothing stands after the key. */
  readonly style: "plain" | "quoted" | "block" | "empty";
  /** Where ` #` cut a plain text: the offset of the end of its line; absent where nothing was cut. */
  readonly cutTo?: number;
}

export interface YamlList extends YamlNodeBase {
  readonly kind: "list";
  /** In brackets. */
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface YamlEntry {
  readonly key: string;
  readonly keyPlace: SourcePlace;
  readonly value: YamlNode;
}

export interface YamlMap extends YamlNodeBase {
  readonly kind: "map";
  /** In the file's order; a key that stands twice is here once, as first written. */
  readonly entries: readonly YamlEntry[];
}

/** The value of a map's key. */
export function valueOf(map: YamlMap, key: string): YamlNode | undefined {
  return map.entries.find((entry) => entry.key === key)?.value;
}

/** The text of a map's key; absent where there is none or it is no text. */
export function textOf(map: YamlMap, key: string): SourceText | undefined {
  const value = valueOf(map, key);
  return value?.kind === "text" && value.style !== "empty" ? value.text : undefined;
}

/** The map under a map's key; absent where there is none or it is no map. */
export function mapOf(map: YamlMap, key: string): YamlMap | undefined {
  const value = valueOf(map, key);
  return value?.kind === "map" ? value : undefined;
}

/** The items of the list under a map's key; empty where there is none or it is no list. */
export function itemsOf(map: YamlMap, key: string): readonly YamlNode[] {
  const value = valueOf(map, key);
  return value?.kind === "list" ? value.items : [];
}

/** The texts of the list under a map's key. */
export function textsOf(map: YamlMap, key: string): readonly SourceText[] {
  return itemsOf(map, key).flatMap((item) => (item.kind === "text" ? [item.text] : []));
}
