import type { ExpectedParts } from "../lesson/expectation.ts";
import type {
  ExpectedDisplay,
  ExpectedImage,
  ExpectedMarkup,
  ExpectedPicture,
  ExpectedTypes,
} from "../lesson/expected-display.ts";
import { compact } from "../basics/compact.ts";
import { mimeTypeEntry } from "./display-keys.ts";
import { expectedText } from "./expected-text.ts";
import { readJson } from "./read-json.ts";
import type { SpecFile } from "./spec-file.ts";
import { mapOf, textOf, valueOf, type YamlEntry, type YamlMap, type YamlNode } from "./yaml-node.ts";

/** What `display` and `updates` of an expectation say. */
export function readDisplays(file: SpecFile, map: YamlMap): Pick<ExpectedParts, "display" | "displays" | "updates"> {
  const display = valueOf(map, "display");
  const updates = valueOf(map, "updates");
  return compact({
    display: display?.kind === "map" ? readTypes(file, display) : undefined,
    displays: display?.kind === "list" ? readList(file, display.items) : undefined,
    updates: updates?.kind === "list" ? readList(file, updates.items) : undefined,
  });
}

/** A text stands for the text/plain of a display. */
function readList(file: SpecFile, items: readonly YamlNode[]): readonly ExpectedTypes[] {
  return items.flatMap((item) => {
    if (item.kind === "map") return [{ place: item.place, types: readTypes(file, item) }];
    if (item.kind === "list") return [];
    const expected = expectedText(file, item.text);
    return [{ place: item.place, types: [{ kind: "text", mimeType: "text/plain", expected }] }];
  });
}

function readTypes(file: SpecFile, map: YamlMap): readonly ExpectedDisplay[] {
  return map.entries.flatMap((entry) => readType(file, entry) ?? []);
}

function readType(file: SpecFile, { key: mimeType, value }: YamlEntry): ExpectedDisplay | undefined {
  const { place } = value;
  const { kind } = mimeTypeEntry(mimeType);
  if (value.kind === "text" && kind !== "image") {
    return { kind: "text", mimeType, expected: expectedText(file, value.text) };
  }
  if (kind === "json") return { kind, mimeType, place, value: readJson(file, value) };
  if (value.kind !== "map") return undefined;
  if (kind === "markup") return { kind, mimeType, place, markup: readMarkup(file, value) };
  return kind === "image" ? { kind, mimeType, place, image: readImage(file, value) } : undefined;
}

function readMarkup(file: SpecFile, map: YamlMap): ExpectedMarkup {
  const attributes = (mapOf(map, "attributes")?.entries ?? []).flatMap(({ key, value }) =>
    value.kind === "text" ? [{ name: key, expected: expectedText(file, value.text) }] : [],
  );
  return { ...readTexts(file, map, ["text", "source"]), attributes };
}

function readImage(file: SpecFile, map: YamlMap): ExpectedImage {
  return { ...readTexts(file, map, ["width", "height", "bytes"]), ...compact({ like: readPicture(file, map) }) };
}

function readPicture(file: SpecFile, map: YamlMap): ExpectedPicture | undefined {
  const like = valueOf(map, "like");
  const tolerance = valueOf(map, "tolerance");
  if (like === undefined && tolerance !== undefined) {
    const message = "`tolerance` is how far the image may be from a picture, and there is none";
    const advice = "Add `like` with the picture's file, or remove it";
    file.report({ code: "missing-key", place: tolerance.place, message, advice });
  }
  const pixels = file.pictures?.get(map);
  if (like?.kind !== "text" || pixels === undefined) return undefined;
  const share = textOf(map, "tolerance")?.value ?? "0";
  return { place: like.place, name: like.text.value, pixels, tolerance: Number.parseFloat(share) / 100 };
}

function readTexts<Key extends string>(
  file: SpecFile,
  map: YamlMap,
  keys: readonly Key[],
): Partial<Record<Key, ReturnType<typeof expectedText>>> {
  const texts: Partial<Record<Key, ReturnType<typeof expectedText>>> = {};
  for (const key of keys) {
    const text = textOf(map, key);
    if (text !== undefined) texts[key] = expectedText(file, text);
  }
  return texts;
}
