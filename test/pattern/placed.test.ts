import { describe, expect, it } from "vitest";

import { matchExcerpt, matchPattern, type MatchOptions } from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";

interface Given {
  readonly pattern: string;
  readonly actual: string;
  readonly options?: Partial<MatchOptions>;
  readonly match?: typeof matchPattern;
}

/** `0→2 [3,5)`: the pattern's line, the output's and what of that its gaps read. */
function placed({ pattern, actual, options = {}, match = matchPattern }: Given): readonly string[] | undefined {
  const result = match(parsePattern(pattern).pattern, actual, { captures: {}, ...options });
  return result.placed?.map(({ patternLine, actualLine, gaps }) =>
    [`${patternLine}→${actualLine}`, ...gaps.map(({ start, end }) => `[${start},${end})`)].join(" "),
  );
}

describe("matchPattern() says which line of the output each line of the pattern read", () => {
  it.each<Given & { reads: readonly string[] }>([
    { pattern: "a\n\nb", actual: "a\n\nb\n", reads: ["0→0", "1→1", "2→2"] },
    { pattern: "n = $(int), $(word)!", actual: "n = -42, spam!", reads: ["0→0 [4,7) [9,13)"] },
    { pattern: "a$(any)b", actual: "ab", reads: ["0→0"] },
    { pattern: "n $(/(a)(b)/) $(int)", actual: "n ab 5", reads: ["0→0 [2,4) [5,6)"] },
    { pattern: "if:\n  $(int)", actual: "    if:\n      42", reads: ["0→0", "1→1 [6,8)"] },
    { pattern: "a\n...\n$(int)", actual: "a\nb\nc\n5", reads: ["0→0", "2→3 [0,1)"] },
    { pattern: "$(int)\na", actual: "a\n5", options: { unordered: true }, reads: ["1→0", "0→1 [0,1)"] },
    { pattern: "b\n$(int)", actual: "a\nb\nc\n5", match: matchExcerpt, reads: ["0→1", "1→3 [0,1)"] },
    { pattern: "0.33 s", actual: "0.3349 s", options: { numbers: "as-written" }, reads: ["0→0 [4,6)"] },
  ])("$pattern reads $actual", ({ reads, ...given }) => {
    expect(placed(given)).toEqual(reads);
  });

  it("says nothing where the output does not match", () => {
    expect(placed({ pattern: "a\nb", actual: "a\nc" })).toBeUndefined();
  });
});
