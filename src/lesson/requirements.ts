export type Platform = "linux" | "macos" | "windows" | "emscripten";

/** What a lesson, step or variant needs of a kernel; an absent key needs nothing. */
export interface Requirements {
  /** As a notebook or its kernel names it: `python`, `R`, `julia`. */
  readonly language?: string;
  /** A PEP 440 specifier set, already translated from the author's short forms: `>=3.10,<3.14`. */
  readonly python?: string;
  readonly implementation?: string;
  readonly platform?: Platform;
  readonly bits?: 32 | 64;
  /** At least so many. */
  readonly cores?: number;
  readonly gil?: boolean;
  readonly threads?: boolean;
  readonly processes?: boolean;
  readonly network?: boolean;
  /** Package name → PEP 440 specifier set; the empty string means any version. */
  readonly packages?: Readonly<Record<string, string>>;
}

/** Whether a language, as a kernel or a notebook names it, is Python. */
export function isPython(language: string): boolean {
  return /^i?python\d*$/i.test(language);
}
