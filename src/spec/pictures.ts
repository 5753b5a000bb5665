import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Pixels } from "../basics/pixels.ts";
import { decodePng } from "../source/decode-png.ts";
import { pictureMimeType } from "./display-keys.ts";
import type { Pictures } from "./spec-file.ts";
import type { StepEntry } from "./expand-steps.ts";
import type { ReadFile } from "./read-spec-file.ts";
import { resolveInCourse } from "./resolve-in-course.ts";
import { valueOf, type YamlMap, type YamlNode, type YamlText } from "./yaml-node.ts";

/** Reads the pictures that the steps' expectations name; one that cannot be read is reported. */
export async function readPictures(
  entries: readonly StepEntry[],
  courseFolder: string,
  reads: Set<string>,
): Promise<Pictures> {
  const pictures = new Map<YamlMap, Pixels>();
  for (const { file, map } of entries) {
    const expect = valueOf(map, "expect");
    for (const { image, like } of expect === undefined ? [] : imagesWithPicture(expect)) {
      const picture = await readPicture(file, like, { courseFolder, reads });
      if (picture !== undefined) pictures.set(image, picture);
    }
  }
  return pictures;
}

/** The images of an expectation that name a picture under `like`. */
export function imagesWithPicture(expect: YamlNode): readonly { readonly image: YamlMap; readonly like: YamlText }[] {
  return mapsOf(expect)
    .flatMap((variant) => ["display", "updates"].flatMap((key) => mapsUnder(variant, key)))
    .flatMap(({ entries }) => entries.filter(({ key }) => key === pictureMimeType))
    .flatMap(({ value: image }) => {
      const like = image.kind === "map" ? valueOf(image, "like") : undefined;
      return image.kind === "map" && like?.kind === "text" && like.style !== "empty" ? [{ image, like }] : [];
    });
}

function mapsUnder(map: YamlMap, key: string): readonly YamlMap[] {
  const value = valueOf(map, key);
  return value === undefined ? [] : mapsOf(value);
}

/** A map, or those in a list. */
function mapsOf(node: YamlNode): readonly YamlMap[] {
  if (node.kind === "text") return [];
  return node.kind === "map" ? [node] : node.items.flatMap((item) => (item.kind === "map" ? [item] : []));
}

async function readPicture(
  file: ReadFile,
  like: YamlText,
  { courseFolder, reads }: { readonly courseFolder: string; readonly reads: Set<string> },
): Promise<Pixels | undefined> {
  const name = like.text.value;
  const source = await resolveInCourse(file, like, { name, folder: path.dirname(file.path), courseFolder });
  if (source === undefined) return undefined;
  reads.add(source);
  const picture = decodePng(await readFile(source));
  if (picture !== undefined) return picture;
  file.report({
    code: "bad-value",
    place: like.place,
    message: `\`${name}\` is no PNG that can be read`,
    advice: "Name a picture that was saved as PNG",
  });
  return undefined;
}
