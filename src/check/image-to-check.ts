import { bytesOfBase64 } from "../basics/base64.ts";
import type { DecodePng } from "../basics/pixels.ts";
import type { ExpectedDisplay } from "../lesson/expected-display.ts";
import type { Finding } from "../model/finding.ts";
import { matchPattern } from "../pattern/match-pattern.ts";
import { readHeader } from "./image-header.ts";
import type { PartToCheck } from "./part-to-check.ts";
import { pictureDifference } from "./picture-difference.ts";

/** What is held against each part of an expected image; `base64` is what a kernel sends. */
export function imageToCheck(
  { mimeType, place, image }: Extract<ExpectedDisplay, { kind: "image" }>,
  base64: string,
  decodePng?: DecodePng,
): readonly PartToCheck[] {
  const bytes = bytesOfBase64(base64);
  const header = readHeader(bytes);
  const differs = (message: string, at = place): readonly PartToCheck[] => {
    const finding: Finding = { code: "output-differs", place: at, message };
    return [{ finding }];
  };
  if (header === undefined) return differs(`What is displayed as ${mimeType} is no image that can be read`);
  const format = formats[mimeType];
  if (format !== undefined && header.type !== format)
    return differs(`What is displayed as ${mimeType} is an image of another type: ${header.type}`);
  const sizes = { width: header.width, height: header.height, bytes: bytes.length };
  const difference = image.like && pictureDifference(image.like, bytes, { size: header, decodePng });
  return [
    ...(["width", "height", "bytes"] as const).flatMap((key) => {
      const expected = image[key];
      if (expected === undefined) return [];
      return [{ expected, actual: String(sizes[key]), match: matchPattern, what: `${mimeType}'s ${words[key]}` }];
    }),
    ...(difference === undefined ? [] : differs(`The ${mimeType} ${difference}`, image.like?.place)),
  ];
}

const words = { width: "width", height: "height", bytes: "size in bytes" } as const;

/** How image-size calls what a mime type promises. */
const formats: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/bmp": "bmp",
  "image/tiff": "tiff",
};
