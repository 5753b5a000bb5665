import { expect, it } from "vitest";

import { tellAsserts } from "../../src/spec/tell-asserts.ts";

it.each([
  ["assert f(4)", 'assert f(4), f"this does not hold: f(4)"'],
  [
    "assert f(4) == 8",
    'assert (_seen := f(4)) == (_wanted := 8), f"this does not hold: f(4) == 8 (it is {_show(_seen)}, against {_show(_wanted)})"',
  ],
  [
    'if x: assert a not in {"b"}; y = 1',
    String.raw`if x: assert (_seen := a) not in (_wanted := {"b"}), f"this does not hold: a not in {{\"b\"}} (it is {_show(_seen)}, against {_show(_wanted)})"; y = 1`,
  ],
  [
    "assert (a ==\n  await b)  # why",
    'assert ((_seen := a) ==\n  (_wanted := await b)), f"this does not hold: (a == await b) (it is {_show(_seen)}, against {_show(_wanted)})"  # why',
  ],
  ["assert 0 < f() < 3", 'assert 0 < f() < 3, f"this does not hold: 0 < f() < 3"'],
  ["assert not a == b", 'assert not a == b, f"this does not hold: not a == b"'],
  ["assert a == b or c", 'assert a == b or c, f"this does not hold: a == b or c"'],
])("tellAsserts() gives %j a message", (test, told) => {
  expect(tellAsserts(test)).toBe(told);
});

it.each(['assert f(4) == 8, "no"', "f(4)", "assert", "assert f(", ""])("tellAsserts() leaves %j alone", (test) => {
  expect(tellAsserts(test)).toBe(test);
});
