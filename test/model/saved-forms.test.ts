import { describe, expect, it } from "vitest";

import { withForms, withoutCaption } from "../../src/model/saved-forms.ts";

describe("withForms()", () => {
  it.each([
    ["an object's address", "<object at 0x7f00deadbeef>", "<object at 0x…>"],
    ["a short one, of a 32-bit kernel", "<function f at 0xabc12>, 1", "<function f at 0x…>, 1"],
    ["no number that is printed as such", "0x7f00 looked at 0xyz", "0x7f00 looked at 0xyz"],
    ["ipykernel's file of a cell", "/tmp/ipykernel_42/2747763117.py:2: UserWarning", "<cell>:2: UserWarning"],
    ["the same on Windows", String.raw`C:\Temp\ipykernel_1\22.py:1: Warning`, "<cell>:1: Warning"],
    ["an older one", "<ipython-input-3-0a1b2c3d4e5f>:2: UserWarning", "<cell>:2: UserWarning"],
    ["Colab's", "/tmp/ipython-input-1-2747763117.py:2: UserWarning", "<cell>:2: UserWarning"],
    ["a SyntaxError's", "invalid syntax (2747763117.py, line 3)", "invalid syntax (<cell>, line 3)"],
    ["an older SyntaxError's", "invalid (<ipython-input-1-0a1b>, line 3)", "invalid (<cell>, line 3)"],
    ["no other file", "/tmp/mine.py:2: UserWarning", "/tmp/mine.py:2: UserWarning"],
    ["%time", "CPU times: user 3 ms, sys: 0 ns, total: 3 ms\nWall time: 1min 2s", "CPU times: …\nWall time: …"],
    [
      "%timeit",
      "1.2 µs ± 3.4 ns per loop (mean ± std. dev. of 7 runs, 1,000,000 loops each)\n1000 loops, best of 3: 1.2 ms per loop",
      "…\n…",
    ],
    [
      "%time of nearly a microsecond",
      "CPU times: user 1e+03 ns, sys: 0 ns, total: 1e+03 ns\nCompiler : 101 ms\nParser   : 1.2 s",
      "CPU times: …\nCompiler : …\nParser   : …",
    ],
    ["no duration that a cell prints", "Wall time: none\ntook 3 ms", "Wall time: none\ntook 3 ms"],
  ])("has a form for %s", (_, text, formed) => {
    expect(withForms(text, { replace: [] })).toBe(formed);
  });
});

describe("withoutCaption()", () => {
  it("takes away how large a picture was drawn, and nothing else", () => {
    expect(withoutCaption("<Figure size 640x480 with 1 Axes>")).toBe("<Figure>");
    expect(withoutCaption("a <Figure size 640x480 with 1 Axes>")).toBe("a <Figure size 640x480 with 1 Axes>");
  });
});
