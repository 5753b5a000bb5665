import { PNG } from "pngjs";

/** An image pixel by pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Four bytes each: red, green, blue, alpha. */
  readonly rgba: Uint8Array;
}

/** The pixels of a PNG; nothing where it is none, or not whole. */
export function readPng(bytes: Uint8Array): Pixels | undefined {
  try {
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
    return { width, height, rgba: data };
  } catch {
    // The library's only way to say so; its words are about its own streams.
    return undefined;
  }
}
