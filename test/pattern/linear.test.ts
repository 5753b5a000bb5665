import { describe, expect, it } from "vitest";

import { fill, type HostilePattern, hostilePatterns } from "../../bench/hostile-patterns.mjs";
import {
  findForbidden,
  matchExcerpt,
  type MatchOptions,
  matchPattern,
  matchQuotation,
} from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";
import type { Pattern } from "../../src/pattern/pattern.ts";

/** In characters: enough that a square of them, were there one, would show in the ratio. */
const length = 200_000;

type Matcher = (pattern: Pattern, actual: string, options: MatchOptions) => { readonly steps: number };

const matchers: Readonly<Record<NonNullable<HostilePattern["kind"]>, Matcher>> = {
  excerpt: matchExcerpt,
  quotation: matchQuotation,
  absence: findForbidden,
};

// Nothing here measures time, as `npm run bench:pattern` does: the limit only has to be far away on a busy machine.
describe("matching takes work in proportion to the output", { timeout: 120_000 }, () => {
  it.each(hostilePatterns)("with $name", ({ expected, piece, kind, options }) => {
    const { pattern, problems } = parsePattern(expected);
    expect(problems).toEqual([]);
    const match = kind === undefined ? matchPattern : matchers[kind];
    const steps = (size: number): number => match(pattern, fill(piece, size), { captures: {}, ...options }).steps;
    const one = steps(length);
    expect(one).toBeGreaterThanOrEqual(length);
    expect(steps(2 * length) / one).toBeLessThan(2.04);
  });
});
