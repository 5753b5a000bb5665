import { describe, expect, it } from "vitest";

import { escapePattern } from "../../src/pattern/escape-pattern.ts";
import { matchPattern } from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";

describe("escapePattern()", () => {
  it.each([
    ["2\n", "2\n"],
    ["$(int) $$(x)", "$$(int) $$$(x)"],
    ["  ...  ", "  $(/\\.\\.\\./)  "],
    ["", ""],
  ])("writes %j as %j, which accepts it", (text, escaped) => {
    expect(escapePattern(text)).toBe(escaped);
    const { pattern, problems } = parsePattern(escaped);
    expect(problems).toEqual([]);
    expect(matchPattern(pattern, text, { captures: {} })).toMatchObject({ matched: true });
  });
});
