import { imageSize } from "image-size";

/** In pixels. */
export interface ImageHeader {
  /** As image-size calls it. */
  readonly type: string | undefined;
  readonly width: number;
  readonly height: number;
}

/** What an image says of itself; nothing where it is none. */
export function readHeader(bytes: Uint8Array): ImageHeader | undefined {
  try {
    const { type, width, height } = imageSize(bytes);
    // A TGA has no signature: almost anything can be taken for one.
    return type === "tga" ? undefined : { type, width, height };
  } catch {
    // The library's only way to say so.
    return undefined;
  }
}
