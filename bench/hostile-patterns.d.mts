import type { MatchOptions } from "../src/pattern/match-pattern.ts";

export interface HostilePattern {
  readonly name: string;
  /** How it is held against the output; absent: all of it. */
  readonly kind?: "excerpt" | "quotation" | "absence";
  readonly options?: Omit<MatchOptions, "captures">;
  readonly expected: string;
  readonly piece: string;
}

export const hostilePatterns: readonly HostilePattern[];

export function fill(piece: string, length: number): string;
