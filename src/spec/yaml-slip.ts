/** Something that YAML took otherwise than the author meant: the library's errors and warnings, and our own. */
export interface YamlSlip {
  /** A code of the library's, or one of ours: `alias`, `nested-alias`, `anchor`, `tag`, `key`. */
  readonly code: string;
  readonly from: number;
  /** The library's own words. */
  readonly message: string;
  /** Where the quoted text begins that ends here, or should. */
  readonly quoteFrom?: number;
}
