import { describe, expect, it } from "vitest";
import { boundNames } from "../../src/spec/bound-names.ts";

describe("boundNames()", () => {
  it.each([
    ["a = 1", ["a"]],
    ["a = b = 1", ["a", "b"]],
    ["a, (b, *c) = d", ["a", "b", "c"]],
    ["[a, b] = c", ["a", "b"]],
    ["a: int = 1\nb: int", ["a"]],
    ["a += 1", ["a"]],
    ["a.b = c\na[0] = c\n(a.b, d) = c", ["d"]],
    ["import os.path, sys as s", ["os", "s"]],
    ["from a import b as c, d\nfrom . import (e, f as g)\nfrom h import *", ["c", "d", "e", "g"]],
    ["def f(p, q=1):\n    l = 2\n    def inner(): pass", ["f"]],
    ["async def f(): pass", ["f"]],
    ["@d\nclass K:\n    m = 1\n    def n(self): pass", ["K"]],
    ["def f():\n    global g, h\n    g = 1\n    i = 2\n    for h in (): pass", ["f", "g", "h"]],
    ["def f():\n    def g():\n        global h\n    h = 1", ["f"]],
    ["for i, (j, k) in l:\n    m = i", ["i", "j", "k", "m"]],
    ["with a as b, c() as d:\n    pass", ["b", "d"]],
    ["try:\n    a = 1\nexcept E as error:\n    b = 2", ["a", "b"]],
    ["if (n := 5): pass\nprint([m := 1 for x in y])", ["n", "m"]],
    ["f = lambda: (w := 1)", ["f"]],
    ["[x for x in y]\n{z: 1 for z in y}", []],
    ['match a:\n    case [b, {"k": c, **d}, K(e=f) as g]: pass', ["b", "c", "d", "g", "f"]],
    ["type T = int", ["T"]],
    ["a = 1\na = 2\ndel a", ["a"]],
    ["print(a)\n# b = 1\n'c = 1'", []],
    ["%time a = 1\nb = 2", ["a", "b"]],
    ["", []],
  ])("finds what %j binds", (code, names) => {
    expect(boundNames(code)).toEqual(names);
  });
});
