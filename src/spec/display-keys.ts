import { path, pattern } from "./text-types.ts";
import type { Shape, ValueType } from "./value-type.ts";

/** HTML or SVG, part by part. */
export const markupShape: Shape = {
  name: "HTML or SVG",
  loneText: "text",
  keys: {
    text: { about: "What a reader sees of it, as for a text.", type: pattern },
    attributes: {
      about: "For each attribute, all its values in the document's order, a line each.",
      type: { kind: "names", what: "attribute", value: pattern, filled: true },
    },
    source: { about: "The markup itself, character by character.", type: pattern },
  },
};

/** An image. */
export const imageShape: Shape = {
  name: "an image",
  keys: {
    width: { about: "In pixels.", type: pattern },
    height: { about: "In pixels.", type: pattern },
    bytes: { about: "How many bytes the image has.", type: pattern },
  },
};

/** The one type of images that is compared pixel by pixel. */
export const pictureMimeType = "image/png";

/** A PNG. */
export const pngShape: Shape = {
  name: "a PNG",
  keys: {
    ...imageShape.keys,
    like: { about: "A PNG that it must look like, relative to this file.", type: path },
    tolerance: {
      about: "The share of pixels that may differ from those of `like`.",
      type: { kind: "form", form: "share" },
      otherwise: "`0%`",
    },
  },
};

/** How a display of some mime types is written. */
interface MimeTypes {
  /** A regular expression for the whole of a mime type. */
  readonly regex: string;
  /** For the reference. */
  readonly what: string;
  readonly kind: "text" | "markup" | "image" | "json";
  readonly type: ValueType;
}

/** What `display` takes for a mime type: the first that fits. No two of the expressions fit the same mime type. */
export const mimeTypes: readonly MimeTypes[] = [
  {
    regex: "^(text/html|image/svg\\+xml)$",
    what: "`text/html`, `image/svg+xml`",
    kind: "markup",
    type: { kind: "either", text: pattern, map: { kind: "map", shape: markupShape } },
  },
  { regex: `^${pictureMimeType}$`, what: "`image/png`", kind: "image", type: { kind: "map", shape: pngShape } },
  {
    regex: `^image/(?!png$)[a-zA-Z0-9.-]+$`,
    what: "other images",
    kind: "image",
    type: { kind: "map", shape: imageShape },
  },
  {
    regex: "^application/([a-zA-Z0-9.+-]+\\+)?json$",
    what: "`application/json`, `application/…+json`",
    kind: "json",
    type: { kind: "json" },
  },
];

/** How a display of this mime type is written; a text where it is none of the table's. */
export function mimeTypeEntry(mimeType: string): Pick<MimeTypes, "kind" | "type"> {
  return mimeTypes.find(({ regex }) => new RegExp(regex).test(mimeType)) ?? { kind: "text", type: pattern };
}
