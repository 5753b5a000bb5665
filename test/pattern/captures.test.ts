import { describe, expect, it } from "vitest";

import { capturesOf } from "../../src/pattern/captures.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";

describe("capturesOf()", () => {
  it("lists what a pattern binds and uses, with the hole's place", () => {
    const { pattern } = parsePattern("  $(a:int) $(b:word)\n...\n  $(=a) $(c:float = x +- y%)");
    expect(capturesOf(pattern)).toEqual({
      binds: [
        { name: "a", line: 0, column: 2, endColumn: 10 },
        { name: "b", line: 0, column: 11, endColumn: 20 },
        { name: "c", line: 2, column: 8, endColumn: 28 },
      ],
      uses: [
        { name: "a", line: 2, column: 2, endColumn: 7 },
        { name: "x", line: 2, column: 8, endColumn: 28 },
        { name: "y", line: 2, column: 8, endColumn: 28 },
      ],
    });
  });

  it("lists what each of a hole's constraints uses", () => {
    const { uses } = capturesOf(parsePattern("$(int > a < b != 3 = c +- 5%)").pattern);
    expect(uses.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  });

  it("finds nothing in plain text and numbers", () => {
    expect(capturesOf(parsePattern("a $(int > 3) $$(=b)").pattern)).toEqual({ binds: [], uses: [] });
  });
});
