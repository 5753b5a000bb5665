import { describe, expect, it } from "vitest";
import { magicLine } from "../../src/spec/magics.ts";

describe("magicLine()", () => {
  it.each([
    ["%timeit f()", 0],
    ["%%bash\nls", 0],
    ["x = 1\n!ls", 1],
    ["files = !ls", 0],
    ["a, b = %time f()", 0],
    ["if x:\n    %time f()", 1],
    ["x = 5 % 2", undefined],
    ['x = ("a %s"\n     % y)', undefined],
    ['"""\n%time\n"""', undefined],
    ["# %time", undefined],
    ["x != y", undefined],
    ['f"""\n{a\n!r}"""', undefined],
    ["", undefined],
  ])("of %j", (code, line) => {
    expect(magicLine(code)).toBe(line);
  });
});
