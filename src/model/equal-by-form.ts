/** What of a notebook's saved outputs was not the same as what came, and is equal by its form: no finding. */
export interface EqualByForm {
  /** `replaced`: by what settings replace; `caption`: of a picture, how large it was drawn. */
  readonly form: "replaced" | "address" | "file" | "duration" | "caption";
  /** How many lines of the cell were so. */
  readonly lines: number;
  /** The first of them as it is saved, what surrounds the difference. */
  readonly saved: string;
  /** The same as it came. */
  readonly came: string;
}
