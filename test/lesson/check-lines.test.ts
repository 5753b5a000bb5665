import { describe, expect, it } from "vitest";

import { checkLineName, parseCheckLines } from "../../src/lesson/check-lines.ts";

describe("parseCheckLines()", () => {
  it("reads a line for each test", () => {
    expect(parseCheckLines("✓ one\n✗ two: should be 2: is 3\n\n1 of 2 passed.\n", ["one", "two"])).toEqual([
      { name: "one", passed: true },
      { name: "two", passed: false, message: "should be 2: is 3" },
    ]);
  });

  it("leaves out a test that has no line", () => {
    expect(parseCheckLines("✓ two\n", ["one", "two", "three"])).toEqual([{ name: "two", passed: true }]);
  });

  it("takes a test's name for itself where another begins with it", () => {
    expect(parseCheckLines("✗ a: b\n✗ a: b: c\n", ["a", "a: b"])).toEqual([
      { name: "a", passed: false, message: "b" },
      { name: "a: b", passed: false, message: "c" },
    ]);
  });

  it("takes no indented line for a test's", () => {
    expect(parseCheckLines("✗ one: no\n    ✓ two\n", ["one", "two"])).toEqual([
      { name: "one", passed: false, message: "no" },
    ]);
  });

  it("finds a name of several lines on the one line that it becomes", () => {
    expect(parseCheckLines("✓ a b\n", ["a\n  b\n"])).toEqual([{ name: "a\n  b\n", passed: true }]);
  });

  it("finds nothing in nothing", () => {
    expect(parseCheckLines("", ["one"])).toEqual([]);
  });
});

describe("checkLineName()", () => {
  it("puts a name on one line", () => {
    expect(checkLineName(" a\n  b\tc ")).toBe("a b c");
  });
});
