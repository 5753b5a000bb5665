export interface Example {
  /** Of the section that it is in. */
  readonly heading: string;
  readonly code: string;
  /** It is TypeScript as it stands. */
  readonly checked: boolean;
}

/** The examples of a page, in order. */
export function examplesOf(page: string): readonly Example[];
/** What each section's example prints. */
export const expected: Readonly<Record<string, RegExp>>;
/** What the examples read, by path. */
export const files: Readonly<Record<string, string>>;
