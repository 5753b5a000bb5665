import { describe, expect, it } from "vitest";

import { findForbidden, matchExcerpt, type MatchOptions, matchPattern } from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";
import type { Pattern } from "../../src/pattern/pattern.ts";

const megabyte = 1_000_000;

function fill(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length));
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

type Matcher = (pattern: Pattern, actual: string, options: MatchOptions) => { readonly steps: number };

const hostile: readonly (readonly [name: string, expected: string, piece: string, match: Matcher])[] = [
  ["many ellipses that end late", lines(41, (i) => (i % 2 === 0 ? "..." : "last")), "first\n", matchPattern],
  ["many ellipses that end at once", lines(401, (i) => (i % 2 === 0 ? "..." : "a")), "a\n", matchPattern],
  ["a block that nearly matches everywhere", `...\n${"aaa\n".repeat(4)}b\n...`, "aaa\n", matchPattern],
  [
    "a block with holes that nearly matches everywhere",
    "...\n$(any)\n$(int)\n$(word)\nb\n...",
    "123456789\n",
    matchPattern,
  ],
  ["many holes on a long line", `${"$(any)".repeat(9)}end`, "a", matchPattern],
  ["numbers on a long line", "$(any) $(float > 3) $(number) $(any)$(int)x", "12 3.5 ", matchPattern],
  ["nested repetition", "$(/(a*)*(a|a)*(a?)*/)b", "a", matchPattern],
  [
    "nested repetition after an ellipsis",
    "...\n$(/(a*)*b|(a+)+c/)\n...",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
    matchPattern,
  ],
  ["a capture again and again", "$(a:any)$(=a)$(=a)$(=a)b", "ab", matchPattern],
  ["lines to contain that are not there", lines(30, (i) => `$(int) missing ${String(i)}`), "7 missing\n", matchExcerpt],
  [
    "lines in any order",
    lines(30, (i) => `$(any)${String(i)}`),
    "spam\n",
    (pattern, actual, options) => matchPattern(pattern, actual, { ...options, unordered: true }),
  ],
  ["text that must not occur", "$(any > 3)b$(int)\nc", "b7 123456789 123456789\n", findForbidden],
  [
    "loose spaces",
    "a$(any) b  c",
    "a \t ",
    (pattern, actual, options) => matchPattern(pattern, actual, { ...options, spaces: "loose" }),
  ],
  [
    "numbers as written",
    "0.5 0.25 $(any) 7.5 x",
    "0.51 0.25 7.4 ",
    (pattern, actual, options) => matchPattern(pattern, actual, { ...options, numbers: "as-written" }),
  ],
];

// Nothing here measures time: the limit only has to be far away on a busy machine.
describe("matching takes work in proportion to the output", { timeout: 120_000 }, () => {
  it.each(hostile)("with %s", (_, expected, piece, match) => {
    const { pattern, problems } = parsePattern(expected);
    expect(problems).toEqual([]);
    const steps = (length: number): number => match(pattern, fill(piece, length), { captures: {} }).steps;
    const one = steps(megabyte);
    expect(one).toBeGreaterThanOrEqual(megabyte);
    expect(steps(2 * megabyte) / one).toBeLessThan(2.2);
  });
});
