/** An expected text, parsed: what `parsePattern` gives. */
export interface Pattern {
  readonly lines: readonly PatternLine[];
}

export type PatternLine =
  | { readonly kind: "ellipsis" }
  | { readonly kind: "text"; readonly segments: readonly Segment[] };

export type Segment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "hole"; readonly hole: Hole };

export interface Hole {
  /** As the author wrote it: `$(n:int > 3)`. */
  readonly source: string;
  readonly name?: string;
}
