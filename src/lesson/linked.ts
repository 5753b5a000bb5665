/** What an address in Markdown leads to, inside the course. */
export type Linked =
  /** A picture, shown in place: its absolute, real path. */
  | { readonly kind: "picture"; readonly source: string }
  /** Another lesson's notebook, or the index, by its name. */
  | { readonly kind: "lesson"; readonly name: string }
  /** A file beside the notebook. */
  | { readonly kind: "file"; readonly path: string };
