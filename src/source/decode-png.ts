import { PNG } from "pngjs";

import type { DecodePng } from "../basics/pixels.ts";

/** Decodes by a library that needs Node; in a browser, a canvas does. */
export const decodePng: DecodePng = (bytes) => {
  try {
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
    return { width, height, rgba: data };
  } catch {
    // The library's only way to say so; its words are about its own streams.
    return undefined;
  }
};
