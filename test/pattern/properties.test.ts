import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { escapePattern } from "../../src/pattern/escape-pattern.ts";
import { findForbidden, matchExcerpt, type MatchOptions, matchPattern } from "../../src/pattern/match-pattern.ts";
import { splitLines, withoutColours } from "../../src/pattern/output-lines.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";
import { showPattern } from "../../src/pattern/show-pattern.ts";
import { recordedOutputs } from "./recorded-outputs.ts";

function accepts(expected: string, actual: string, options: Partial<MatchOptions> = {}): boolean {
  const { pattern, problems } = parsePattern(expected);
  expect(problems).toEqual([]);
  return matchPattern(pattern, actual, { captures: {}, ...options }).matched;
}

/** Pieces of text that a pattern could take for something of its own. */
const piece = fc.constantFrom(
  ..."$ ( ) $( $$( $$$( ... … | / \\ : = > 7 12 0.5 1e5 x é 🐍 \u00a0 \u2028 \u200b \ud800 \u0000 $(int) $(=a)".split(
    " ",
  ),
  ..."\n,\r,\r\n, ,    ,\t,\u001b[31m,\u001b[0m,\u001b[,m,\n...\n".split(","),
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(...recordedOutputs.map(([, seen]) => seen)),
);

/** A text and the places of its digits. */
const withDigits = text
  .map(withoutAnyColours)
  .map((seen) => ({ seen, digits: [...seen.matchAll(/\d/g)].map(({ index }) => index) }))
  .filter(({ digits }) => digits.length > 0);

const severalLines = text.map(splitLines).filter((lines) => lines.length > 0);

/** Which of several things to take. */
const choice = fc.nat(10_000);

/** Removing a colour can leave a new one behind. */
function withoutAnyColours(seen: string): string {
  const less = withoutColours(seen);
  return less === seen ? seen : withoutAnyColours(less);
}

function changeDigit(seen: string, index: number, by: number): string {
  return seen.slice(0, index) + String((Number(seen[index]) + by) % 10) + seen.slice(index + 1);
}

function endLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

describe("matchPattern() of an escaped text", { timeout: 60_000 }, () => {
  it.each(recordedOutputs)("accepts the recorded output of %s", (_, seen) => {
    expect(accepts(escapePattern(seen), seen)).toBe(true);
    expect(accepts(escapePattern(seen), seen, { unordered: true, spaces: "loose", numbers: "as-written" })).toBe(true);
  });

  it.each(recordedOutputs)("accepts as an excerpt the recorded output of %s", (_, seen) => {
    const { pattern } = parsePattern(escapePattern(seen));
    expect(matchExcerpt(pattern, seen, { captures: {} })).toMatchObject({ matched: true });
  });

  it("accepts any text", () => {
    fc.assert(
      fc.property(text, (seen) => accepts(escapePattern(seen), seen)),
      { numRuns: 500 },
    );
  });

  it("accepts it indented, coloured, and with other line ends", () => {
    const changes = [
      (line: string): string => (line.trimEnd() === "" ? line : `    ${line}`),
      (line: string): string => `\u001b[1m${line}\u001b[0m  \t\r`,
    ];
    fc.assert(
      fc.property(text, fc.constantFrom(...changes), (seen, change) => {
        const lines = splitLines(seen);
        expect(accepts(escapePattern(endLines(lines)), endLines(lines.map(change)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("accepts it with a hole in place of any part of a line", () => {
    const line = text.map((seen) => Array.from(`<${withoutAnyColours(seen).replace(/[\r\n]/g, " ")}`));
    fc.assert(
      fc.property(line, choice, choice, (seen, first, second) => {
        const [start = 0, end = 0] = [1 + (first % seen.length), 1 + (second % seen.length)].toSorted((a, b) => a - b);
        const [before, after] = [seen.slice(0, start).join(""), seen.slice(end).join("")];
        fc.pre(!before.endsWith("$"));
        expect(accepts(`${escapePattern(before)}$(any)${escapePattern(after)}`, seen.join(""))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses a changed digit", () => {
    fc.assert(
      fc.property(withDigits, choice, fc.integer({ min: 1, max: 9 }), ({ seen, digits }, which, by) => {
        const index = digits[which % digits.length] ?? 0;
        expect(accepts(escapePattern(seen), changeDigit(seen, index, by))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses a changed digit outside its holes", () => {
    const wholeNumber = /(?<![\w.+$-])\d+(?![\w.+-])/g;
    const withNumbers = withDigits
      .map(({ seen, digits }) => ({ seen, digits, numbers: [...seen.matchAll(wholeNumber)] }))
      .filter(({ digits, numbers }) => numbers.length > 0 && digits.length > (numbers[0]?.[0].length ?? 0));
    fc.assert(
      fc.property(withNumbers, choice, choice, ({ seen, digits, numbers }, whichNumber, whichDigit) => {
        const { 0: number = "", index: start = 0 } = numbers[whichNumber % numbers.length] ?? {};
        const end = start + number.length;
        const expected = `${escapePattern(seen.slice(0, start))}$(int)${escapePattern(seen.slice(end))}`;
        expect(accepts(expected, seen)).toBe(true);
        const outside = digits.filter((index) => index < start || index >= end);
        const index = outside[whichDigit % outside.length];
        fc.pre(index !== undefined);
        expect(accepts(expected, changeDigit(seen, index, 1))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses a dropped line", () => {
    fc.assert(
      fc.property(severalLines, choice, (lines, which) => {
        const dropped = lines.filter((_, index) => index !== which % lines.length);
        expect(accepts(escapePattern(endLines(lines)), endLines(dropped))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses a doubled line", () => {
    fc.assert(
      fc.property(severalLines, choice, (lines, which) => {
        const doubled = lines.flatMap((line, index) => (index === which % lines.length ? [line, line] : [line]));
        expect(accepts(escapePattern(endLines(lines)), endLines(doubled))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe("parsePattern() of anything", { timeout: 60_000 }, () => {
  const fragment = fc.constantFrom(
    ..."$( $( $( ) ) ) int word any n a = != > 3 0x1 +- % | / \\ \\/ : [ ] ( * {2} ^ $ x ... \n".split(" "),
    " ",
  );
  const anything = fc.array(fragment, { maxLength: 25 }).map((fragments) => fragments.join(""));

  it("gives a pattern with as many lines as the text, that can be held against any text", () => {
    fc.assert(
      fc.property(anything, text, (expected, seen) => {
        const { pattern } = parsePattern(expected);
        expect(pattern.lines).toHaveLength(splitLines(expected).length);
        expect(splitLines(showPattern(expected))).toHaveLength(pattern.lines.length);
        const options = { captures: { a: "3", n: "x" } };
        for (const match of [matchPattern, matchExcerpt]) {
          const { matched, mismatch } = match(pattern, seen, options);
          expect(mismatch === undefined).toBe(matched);
        }
        const { found, mismatch } = findForbidden(pattern, seen, options);
        expect(mismatch?.kind === "occurs").toBe(found);
      }),
      { numRuns: 500 },
    );
  });
});
