import { describe, expect, it } from "vitest";

import { showPattern } from "../../src/pattern/show-pattern.ts";

describe("showPattern()", () => {
  it.each([
    ["2", "2"],
    ["about $(n:int > 3) bytes", "about … bytes"],
    ["$(int)$(/[()]/), $(a|\\)b)", "……, …"],
    ["costs $$(5)", "costs $(5)"],
    ["$$$(5)", "$$(5)"],
    ["$(flaot) stays", "$(flaot) stays"],
    ["a\n  $(=n)\n...\n", "a\n  …\n...\n"],
  ])("shows %j as %j", (text, shown) => {
    expect(showPattern(text)).toBe(shown);
  });
});
