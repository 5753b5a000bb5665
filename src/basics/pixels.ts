/** An image pixel by pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Four bytes each: red, green, blue, alpha. */
  readonly rgba: Uint8Array;
}

/** Reads the pixels of a PNG; nothing where it is none, or not whole. */
export type DecodePng = (bytes: Uint8Array) => Pixels | undefined;
