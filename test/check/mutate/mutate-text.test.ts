import { describe, expect, it } from "vitest";

import { mutateText } from "../../../src/check/mutate/mutate-text.ts";
import type { Mutation } from "../../../src/model/mutation.ts";
import { matchExcerpt, type MatchOptions, matchPattern } from "../../../src/pattern/match-pattern.ts";
import { expectedAt } from "../examples.ts";

interface Given {
  readonly pattern: string;
  readonly actual: string;
  readonly options?: Partial<MatchOptions>;
  readonly match?: typeof matchPattern;
}

function mutated({ pattern, actual, options = {}, match = matchPattern }: Given): Mutation {
  const text = { expected: expectedAt(11, pattern), actual, match };
  const all = { captures: {}, ...options };
  const { placed } = match(text.expected.pattern, actual, all);
  if (placed === undefined) throw new Error("The unchanged output does not match");
  return mutateText({ text, options: all, placed });
}

/** `11 digit: 1 → 2`, those in holes in brackets. */
function survivors(given: Given): readonly string[] {
  return mutated(given).survivors.map(({ kind, place, before, after, inHole }) => {
    const text = `${place.line}:${place.column} ${kind}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
    return inHole ? `(${text})` : text;
  });
}

describe("mutateText()", () => {
  it("counts what a pattern without holes refuses: all", () => {
    expect(mutated({ pattern: "a 1\nb", actual: "a 1\nb\n" })).toEqual({
      spelledOut: { mutants: 9, refused: 9 },
      inHoles: { mutants: 0, refused: 0 },
      survivors: [],
    });
  });

  it("cuts a long line around what changed", () => {
    const { survivors: all } = mutated({ pattern: "$(any)", actual: `${"-".repeat(1000)}7${"-".repeat(1000)}` });
    const { before, after } = all.find(({ kind }) => kind === "digit") ?? {};
    const dashes = "-".repeat(200);
    expect({ before, after }).toEqual({
      before: `…${dashes}7${dashes.slice(1)}…`,
      after: `…${dashes}8${dashes.slice(1)}…`,
    });
  });

  it.each<Given & { survive: readonly string[] }>([
    {
      pattern: "n $(int)",
      actual: "n 5",
      survive: ['(11:5 digit: "n 5" → "n 6")', '(11:5 sign: "n 5" → "n -5")'],
    },
    { pattern: "n $(int > 0)", actual: "n 5", survive: ['(11:5 digit: "n 5" → "n 6")'] },
    { pattern: "-$(int)", actual: "-5", survive: ['(11:5 digit: "-5" → "-6")'] },
    { pattern: "$(a:int)\n$(=a)", actual: "5\n5", survive: [] },
    { pattern: "$(True|False)", actual: "True", survive: ['(11:5 word: "True" → "False")'] },
    {
      pattern: "x $(int)\nx $(int)",
      actual: "x 1\nx 2",
      survive: [
        '(11:5 digit: "x 1" → "x 2")',
        '(12:5 digit: "x 2" → "x 3")',
        '(11:5 sign: "x 1" → "x -1")',
        '(12:5 sign: "x 2" → "x -2")',
        '(11:5 swap: "x 1\\nx 2" → "x 2\\nx 1")',
      ],
    },
    {
      pattern: "a\n  ...\nb",
      actual: "a\nc\nb",
      survive: [
        '(12:7 word: "c" → "x")',
        '(12:7 drop: "c" → "")',
        '(11:5 double: "a" → "a\\na")',
        '(12:7 double: "c" → "c\\nc")',
        '(13:5 double: "b" → "b\\nb")',
      ],
    },
    {
      pattern: "...\na\n...",
      actual: "a\n.\na",
      survive: [
        '12:5 word: "a" → "x"',
        '(13:5 word: "a" → "x")',
        '12:5 drop: "a" → ""',
        '(13:5 drop: "." → "")',
        '(13:5 drop: "a" → "")',
        '(12:5 double: "a" → "a\\na")',
        '(13:5 double: "." → ".\\n.")',
        '(13:5 double: "a" → "a\\na")',
        '(12:5 swap: "a\\n." → ".\\na")',
        '(13:5 swap: ".\\na" → "a\\n.")',
      ],
    },
    {
      pattern: "0.33",
      actual: "0.3333",
      options: { numbers: "as-written" },
      survive: ['(11:5 digit: "0.3333" → "0.3343")', '(11:5 digit: "0.3333" → "0.3334")'],
    },
    { pattern: "b\na", actual: "a\nb", options: { unordered: true }, survive: [] },
    {
      pattern: "b\n...",
      actual: "b\n:",
      options: { unordered: true },
      survive: ['(12:5 drop: ":" → "")', '(11:5 double: "b" → "b\\nb")', '(12:5 double: ":" → ":\\n:")'],
    },
    {
      pattern: "a",
      actual: "a\nb",
      match: matchExcerpt,
      survive: [
        '(11:5 word: "b" → "x")',
        '(11:5 drop: "b" → "")',
        '(11:5 double: "a" → "a\\na")',
        '(11:5 double: "b" → "b\\nb")',
        '(11:5 swap: "a\\nb" → "b\\na")',
      ],
    },
  ])("gives the changes of $actual that $pattern accepts", ({ survive, ...given }) => {
    expect(survivors(given)).toEqual(survive);
  });
});
