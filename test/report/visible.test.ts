import { describe, expect, it } from "vitest";

import { exposed, visible } from "../../src/report/visible.ts";

describe("visible()", () => {
  it.each([
    ["plain text, äöü, 漢字, 👩‍💻", "plain text, äöü, 漢字, 👩‍💻"],
    ["tab\tstays", "tab\tstays"],
    ["\u001b[31mred", "␛[31mred"],
    ["bell\u0007 null\u0000 delete\u007f", "bell␇ null␀ delete␡"],
    ["c1\u009b", "c1\\u009b"],
    ["abc\u202edcb", "abc\\u202edcb"],
    ["half \ud800 pair", "half \\ud800 pair"],
    ["\ufeffmark", "\\ufeffmark"],
    ["a\u061cb", "a\\u061cb"],
    ["soft\u00adhyphen", "soft\\u00adhyphen"],
    ["f\u2062(x)", "f\\u2062(x)"],
    ["a line\u2028within", "a line\\u2028within"],
  ])("lock %j into %j", (text, expected) => {
    expect(visible(text)).toBe(expected);
  });
});

describe("exposed()", () => {
  it.each([
    ["a b", "a b"],
    ["a\u00a0b", "a\\u00a0b"],
    ["a\tb", "a⇥b"],
    ["a\u3000b", "a\\u3000b"],
  ])("lock %j into %j", (text, expected) => {
    expect(exposed(text)).toBe(expected);
  });
});
