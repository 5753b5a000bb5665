import { describe, expect, it } from "vitest";

import { claimedStatements } from "../../src/spec/claimed-statements.ts";
import { findClaims } from "../../src/spec/claims.ts";

/** The lines, from 1, of the statement that each claim belongs to. */
function claimedLines(code: string): readonly string[] {
  const starts = [{ file: "lesson.yaml", line: 1, column: 1 }];
  const { statements, claimed } = claimedStatements(code, findClaims({ value: code, starts }).claims);
  return claimed.map((index) => {
    const { from = -1, to = -1 } = statements[index] ?? {};
    return from === to ? String(from + 1) : `${from + 1}-${to + 1}`;
  });
}

describe("claimedStatements() gives a claim to the statement that", () => {
  it.each([
    ["it trails", "x = 1\nprint(x)  # => 1", ["2"]],
    ["it follows", "print(1)\n\n# => 1\nx = 1", ["1"]],
    ["several claims follow", "print(1)  # => 1\n# => 2\n# => 3", ["1", "1", "1"]],
    ["goes over several lines", "print(\n    1,  # => 1\n    # => 2\n)  # => 3", ["1-4", "1-4", "1-4"]],
    ["ends on its line", 'x = """\na\n"""; print(x)  # => a', ["1-3"]],
    ["shares its line with another", "print(1); print(2)  # => 1\n# => 2", ["1", "1"]],
    ["has a body, at its head", "for x in y:  # => 1\n    print(x)", ["1-2"]],
    ["has a body, at the beginning of that", "print(0)\nfor x in y:\n    # => 1\n    print(x)", ["2-4"]],
    ["has a body, after it", "for x in y:\n    print(x)\n# => 1", ["1-2"]],
    ["stands in a body", "for x in y:\n    print(x)\n    # => 1\nz = 1", ["2"]],
    ["stands in a body within a body", "for x in y:\n    if x:\n        print(x)\n    # => 1\nz = 1", ["2-3"]],
    ["has an else", "if x:\n    print(1)\nelse:  # => 2\n    print(2)", ["1-4"]],
    ["stands behind its head", "if x: print(1)  # => 1", ["1"]],
    ["is decorated, at the decorator", "@f  # => g\ndef g():\n    pass", ["1-3"]],
    ["is a case", "match x:\n    case 1:\n        print(1)  # => 1\n    case _:\n        pass", ["3"]],
  ])("%s", (_, code, lines) => {
    expect(claimedLines(code)).toEqual(lines);
  });

  it("is not there, where the claim stands before all", () => {
    expect(claimedLines("# => 1\nprint(1)")).toEqual(["0"]);
  });

  it("ends before the comments behind it", () => {
    expect(claimedLines("def f():\n    print(1)  # => 1\n    # more\n\n# => 2\nf()")).toEqual(["2", "1-2"]);
  });
});
