import { describe, expect, it } from "vitest";

import { nbformatJson } from "../../src/notebook/nbformat-json.ts";

describe("nbformatJson()", () => {
  it("sorts keys at every depth, indents by one space and ends with a newline", () => {
    expect(nbformatJson({ b: [{ z: 1, a: null }], a: { d: [], c: {} } })).toBe(
      '{\n "a": {\n  "c": {},\n  "d": []\n },\n "b": [\n  {\n   "a": null,\n   "z": 1\n  }\n ]\n}\n',
    );
  });

  it.each([
    ["non-ASCII as it is", "é 語 🐍 \u2028 \u200f \u007f", '"é 語 🐍 \u2028 \u200f \u007f"'],
    ["control characters escaped", "\0\b\f\n\r\t\u001b", '"\\u0000\\b\\f\\n\\r\\t\\u001b"'],
    ["half a surrogate pair replaced", "a\ud83dz \udc0d", '"a\uFFFDz \uFFFD"'],
    [
      "an escape that an author wrote untouched",
      String.raw`"\ud800" "\\ud800"`,
      String.raw`"\"\\ud800\" \"\\\\ud800\""`,
    ],
  ])("leaves %s", (_what, text, json) => {
    expect(nbformatJson(text)).toBe(`${json}\n`);
  });
});
