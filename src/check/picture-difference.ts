import pixelmatch from "pixelmatch";

import type { ExpectedPicture } from "../lesson/expected-display.ts";
import type { DecodePng } from "../basics/pixels.ts";

interface PictureReading {
  /** What the image says of itself. */
  readonly size: { readonly width: number; readonly height: number };
  readonly decodePng: DecodePng | undefined;
}

/** How an image differs from the picture that it must look like; nothing where it looks like it. */
export function pictureDifference(
  { name, pixels, tolerance }: ExpectedPicture,
  bytes: Uint8Array,
  { size, decodePng }: PictureReading,
): string | undefined {
  const { width, height } = pixels;
  // Before anything is unpacked: of a size that the author has seen.
  if (size.width !== width || size.height !== height) {
    return `is ${size.width} × ${size.height} pixels, and \`${name}\` is ${width} × ${height}`;
  }
  if (decodePng === undefined) return `cannot be held against \`${name}\` here: nothing here decodes images`;
  const actual = decodePng(bytes);
  if (actual === undefined) return "is no image that can be read";
  // Its own threshold for the eye, and without the pixels that differ by the smoothing of edges alone.
  const differing = pixelmatch(actual.rgba, pixels.rgba, undefined, width, height);
  const share = differing / (width * height);
  if (share <= tolerance) return undefined;
  const allowed = tolerance === 0 ? "none" : percent(tolerance);
  return `differs from \`${name}\` in ${differing} of ${width * height} pixels (${percent(share)}), and ${allowed} may differ`;
}

/** With as many digits as tell it from 0. */
function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
