import { describe, expect, it } from "vitest";

import { renderAdvice } from "../../src/report/render-advice.ts";

describe("renderAdvice()", () => {
  it.each([
    ["short", "short"],
    ["one two three four", "one two\nthree four"],
    ["first\nsecond line that is long\n", "first\nsecond\nline that\nis long"],
    ["a-word-that-is-too-long for it", "a-word-that-is-too-long\nfor it"],
    ["漢字漢字 漢字", "漢字漢字\n漢字"],
    ["", ""],
  ])("wraps %j at words", (advice, expected) => {
    expect(renderAdvice(advice, 10)).toBe(expected);
  });
});
