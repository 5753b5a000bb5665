import { describe, expect, it } from "vitest";

import { parsePattern } from "../../src/pattern/parse-pattern.ts";
import type { Hole } from "../../src/pattern/pattern.ts";

function linesOf(text: string): readonly (string | readonly string[])[] {
  return parsePattern(text).pattern.lines.map((line) =>
    line.kind === "ellipsis"
      ? "..."
      : line.segments.map((segment) => (segment.kind === "hole" ? segment.hole.source : segment.text)),
  );
}

function holeOf(text: string): Omit<Hole, "source" | "column"> | undefined {
  const [line] = parsePattern(text).pattern.lines;
  const segment = line?.kind === "text" ? line.segments.find(({ kind }) => kind === "hole") : undefined;
  if (segment?.kind !== "hole") return undefined;
  const { source: _source, column: _column, ...hole } = segment.hole;
  return hole;
}

describe("parsePattern()", () => {
  it.each([
    ["", []],
    ["\n", [[]]],
    ["a", [["a"]]],
    ["a\n", [["a"]]],
    ["\na\n\n", [[], ["a"], []]],
    ["a\r\nb\rc", [["a"], ["b"], ["c"]]],
    ["a\n...\n  ... \nb", [["a"], "...", "...", ["b"]]],
    [". . .\n....\n... x", [[". . ."], ["...."], ["... x"]]],
    ["  a\n\n    b", [["a"], [], ["  b"]]],
    ["\ta\n\t b", [["a"], [" b"]]],
    ["  a\n...\n    b", [["a"], "...", ["  b"]]],
    ["  a\n$(int)", [["  a"], ["$(int)"]]],
    ["  $(int)\n    $(int) x", [["$(int)"], ["  ", "$(int)", " x"]]],
    ["a  \n$(int) \t", [["a"], ["$(int)"]]],
    ["\u001b[31m  a\u001b[0m\n  b", [["a"], ["b"]]],
    ["$$(int) $(int) $$$(x)", [["$(int) ", "$(int)", " $$(x)"]]],
    ["$(int)$(/\\)|[(]/)$(a\\)|b)", [["$(int)", "$(/\\)|[(]/)", "$(a\\)|b)"]]],
  ])("reads %j line by line", (text, lines) => {
    expect(parsePattern(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual(lines);
  });

  it("says where literals and holes stand in the line as written", () => {
    const { pattern } = parsePattern("  a $(n:int)\n    b");
    expect(pattern.lines).toMatchObject([
      { segments: [{ text: "a ", column: 2 }, { hole: { source: "$(n:int)", column: 4 } }] },
      { segments: [{ text: "  b", column: 2 }] },
    ]);
  });

  it.each([
    ["$(int)", { body: { kind: "type", type: "int" } }],
    ["$( n : any )", { name: "n", body: { kind: "type", type: "any" } }],
    ["$(=n)", { body: { kind: "capture", name: "n" } }],
    ["$(= n )", { body: { kind: "capture", name: "n" } }],
    ["$(naïve_1:word)", { name: "naïve_1", body: { kind: "type", type: "word" } }],
    ["$(True|False)", { body: { kind: "alternatives", alternatives: ["True", "False"] } }],
    ["$( True | False )", { body: { kind: "alternatives", alternatives: ["True", "False"] } }],
    ["$(s|)", { body: { kind: "alternatives", alternatives: ["s", ""] } }],
    ["$(\\ |a\\|b\\)|c\\:d|\\\\n)", { body: { kind: "alternatives", alternatives: [" ", "a|b)", "c:d", "\\n"] } }],
    ["$(t:12\\:30|12\\:45)", { name: "t", body: { kind: "alternatives", alternatives: ["12:30", "12:45"] } }],
    ["$(yes|no:no)", { body: { kind: "alternatives", alternatives: ["yes", "no:no"] } }],
    ["$(x \\= 1|x \\= 2)", { body: { kind: "alternatives", alternatives: ["x = 1", "x = 2"] } }],
    ["$(a<b|a>b)", { body: { kind: "alternatives", alternatives: ["a<b", "a>b"] } }],
    ["$(yes|no = 1 2)", { body: { kind: "alternatives", alternatives: ["yes", "no = 1 2"] } }],
    ["$(/[)|]+:\\/$/)", { body: { kind: "regex", regex: "[)|]+:\\/$" } }],
    [
      "$(n:int > 3)",
      {
        name: "n",
        body: { kind: "type", type: "int" },
        constraints: [{ kind: "compare", operator: ">", right: { kind: "number", text: "3" } }],
      },
    ],
    [
      "$(int!=a)",
      {
        body: { kind: "type", type: "int" },
        constraints: [{ kind: "compare", operator: "!=", right: { kind: "capture", name: "a" } }],
      },
    ],
    [
      "$(True|False != a)",
      {
        body: { kind: "alternatives", alternatives: ["True", "False"] },
        constraints: [{ kind: "compare", operator: "!=", right: { kind: "capture", name: "a" } }],
      },
    ],
    [
      "$(/\\d+/ <= -1.5e3)",
      {
        body: { kind: "regex", regex: "\\d+" },
        constraints: [{ kind: "compare", operator: "<=", right: { kind: "number", text: "-1.5e3" } }],
      },
    ],
    [
      "$(float = x +- 5 %)",
      {
        body: { kind: "type", type: "float" },
        constraints: [
          {
            kind: "near",
            centre: { kind: "capture", name: "x" },
            distance: { kind: "number", text: "5" },
            percent: true,
          },
        ],
      },
    ],
    [
      "$(float > 0 <= n != 3)",
      {
        body: { kind: "type", type: "float" },
        constraints: [
          { kind: "compare", operator: ">", right: { kind: "number", text: "0" } },
          { kind: "compare", operator: "<=", right: { kind: "capture", name: "n" } },
          { kind: "compare", operator: "!=", right: { kind: "number", text: "3" } },
        ],
      },
    ],
    [
      "$(duration>1 ms<1.5 s)",
      {
        body: { kind: "type", type: "duration" },
        constraints: [
          { kind: "compare", operator: ">", right: { kind: "number", text: "1 ms" } },
          { kind: "compare", operator: "<", right: { kind: "number", text: "1.5 s" } },
        ],
      },
    ],
    [
      "$(yes|no != a != b)",
      {
        body: { kind: "alternatives", alternatives: ["yes", "no"] },
        constraints: [
          { kind: "compare", operator: "!=", right: { kind: "capture", name: "a" } },
          { kind: "compare", operator: "!=", right: { kind: "capture", name: "b" } },
        ],
      },
    ],
  ])("reads the hole %s", (text, hole) => {
    expect(holeOf(text)).toEqual({ constraints: [], ...hole });
  });

  it.each([
    ["$(itn)", "`$(itn)`: `itn` is not a type of hole", "Did you mean `$(int)`? Else `$$(` stands for a literal `$(`"],
    ["$(n:Float > 1)", "`$(n:Float > 1)`: `Float` is not a type of hole", "Did you mean `$(n:float > 1)`?"],
    ["$(str)", "`$(str)`: `str` is not a type of hole", "Did you mean `$(string)`?"],
    ["$(bool)", "`$(bool)`: `bool` is not a type of hole", "Did you mean `$(True|False)`?"],
    ["$(*)", "`$(*)`: `*` is not a type of hole", "Did you mean `$(any)`?"],
    ["$(date)", "`$(date)`: `date` is not a type of hole", "`$(=date)` is the text captured as `date`"],
    ["$(5 USD)", "`$(5 USD)`: `5 USD` is not a type of hole", "Write a type (`int` `float`"],
    ["$()", "`$()` does not say what it reads", "Write a type"],
    ["$(n:)", "`$(n:)` does not say what it reads", "Write a type"],
    ["$(", "`$(` has no closing `)` on its line", "Close the hole"],
    ["$(a|b", "`$(a|b` has no closing `)` on its line", "Close the hole"],
    ["$(/a/", "`$(/a/` has no closing `)` on its line", "Close the hole"],
    ["$(/a)", "The regular expression of `$(/a)` does not end on its line", "End it with `/` and `)`"],
    ["$(/[/)", "`$(/[/)` has a regular expression that cannot be read: missing closing ]: `[`", "RE2 syntax"],
    ["$(/a)(b/)", "`$(/a)(b/)` has a regular expression that cannot be read: unexpected ): `a)(b`", "RE2"],
    ["$(/\\Qa/)", "`$(/\\Qa/)` has a regular expression that cannot be read: missing closing )", "RE2"],
    ["$(/(?=a)/)", "`$(/(?=a)/)` has a regular expression that cannot be read: invalid", "no look-around"],
    ["$(/(?P<x>a)/)", "The regular expression of `$(/(?P<x>a)/)` names a group", "as in `$(x:/[a-z]+/)`"],
    ["$(/a/b/)", "`$(/a/b/)`: the regular expression ends at its second `/`", "write `\\/` for a slash"],
    ["$(/a/ b)", "`$(/a/ b)`: what follows the body is not a constraint", "A constraint is one of"],
    ["$($(int))", "`$($(int)` begins a hole inside a hole", "Holes cannot be nested"],
    ["$(12:30|12:45)", "`$(12:30|12:45)`: `12` cannot name a capture", "`\\:` stands for a colon"],
    ["$(int:int)", "`$(int:int)`: `int` is reserved and cannot name a capture", "Choose another name"],
    ["$(nan:float)", "`$(nan:float)`: `nan` is reserved and cannot name a capture", "Choose another name"],
    ["$(:int)", "`$(:int)` lacks a name", "A name is letters"],
    ["$(=)", "`$(=)` lacks a name", "A name is letters"],
    ["$(=1)", "`$(=1)`: `1` cannot name a capture", "A name is letters"],
    ["$(b:=a)", "`$(b:=a)` names what is captured already", "Write `$(=a)`"],
    ["$(=a > 3)", "`$(=a > 3)`: `$(=a)` is the captured text itself and takes no constraint", "as in `$(int > a)`"],
    ["$(int == 3)", "`$(int == 3)`: `==` is not a comparison", "Write `=`"],
    ["$(int ≥ 3)", "`$(int ≥ 3)`: `≥` is not a comparison", "Write `>=`"],
    ["$(int ~ 3)", "`$(int ~ 3)`: what follows the body is not a constraint", "A constraint is one of"],
    ["$(int >)", "`$(int >)` has a comparison without its right side", "Add a number"],
    ["$(int > 3 and < 5)", "`$(int > 3 and < 5)`: `3 and` is neither a number nor a captured name", "`$(int > 0 < 5)`"],
    ["$(int > 3, < 5)", "`$(int > 3, < 5)`: `3,` is neither a number nor a captured name", "`$(int > 0 < 5)`"],
    ["$(int > 3 <)", "`$(int > 3 <)` has a comparison without its right side", "Add a number"],
    ["$(int > 5 < 3)", "`$(int > 5 < 3)`: no number is both > 5 and < 3", "All constraints of a hole must hold"],
    ["$(int >= 3 < 3.0)", "`$(int >= 3 < 3.0)`: no number is both >= 3 and < 3.0", "All constraints"],
    ["$(int = 3 > 4)", "`$(int = 3 > 4)`: no number is both > 4 and = 3", "All constraints"],
    ["$(duration > 1 s < 900 ms)", "no number is both > 1 s and < 900 ms", "All constraints"],
    ["$(int > 1,000)", "`$(int > 1,000)`: `1,000` is neither a number nor a captured name", "one number"],
    ["$(int > int)", "`$(int > int)`: `int` is neither a number nor a captured name", "one number"],
    ["$(int < 3 +- 1)", "`$(int < 3 +- 1)`: `+-` goes with `=` only", "Write `= 3 +- 1`"],
    ["$(int = 3 +- -1)", "`$(int = 3 +- -1)`: a distance is never below zero", "Write `+- 1`"],
    ["$(int = 3 +- )", "`$(int = 3 +- )` has a comparison without its right side", "Add a number"],
    ["$(float = nan)", "`$(float = nan)`: nothing equals nan", "plain text"],
    ["$(a:int > a)", "`$(a:int > a)` compares `a` with itself", "Compare with an earlier capture"],
    ["$(x = 1|x = 2)", "`$(x = 1|x = 2)`: the comparison could be text or a constraint", "Put a backslash"],
    ["$(yes|no = nan)", "`$(yes|no = nan)`: nothing equals nan", "plain text"],
  ])("reports %s", (text, message, advice) => {
    const { pattern, problems } = parsePattern(`x ${text}`);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.advice).toContain(advice);
    expect(problems[0]).toMatchObject({ line: 0, column: 2 });
    expect(pattern.lines[0]).toMatchObject({ kind: "text" });
  });

  it("reports all problems, in the order of the text", () => {
    const { problems } = parsePattern("$(a:int) $(itn)\n  $(a:int)\n$(x) $(y");
    expect(problems.map(({ line, column, endColumn }) => [line, column, endColumn])).toEqual([
      [0, 9, 15],
      [1, 2, 10],
      [2, 0, 4],
      [2, 5, 8],
    ]);
  });

  it("reports holes that are too large together", () => {
    const deep = `${"(".repeat(998)}a${")".repeat(998)}`;
    expect(parsePattern(`$(/${deep}/)`).problems).toEqual([]);
    expect(parsePattern(`a\nb $(/${deep}/)`).problems).toMatchObject([
      { line: 1, column: 0, message: "The holes of this line are too large together" },
    ]);
  });

  it("reports a name that is bound twice", () => {
    expect(parsePattern("$(a:int)\n$(a:int)").problems).toEqual([
      {
        line: 1,
        column: 0,
        endColumn: 8,
        message: "`a` is captured already, in line 1 of this text",
        advice: "Write `$(=a)` for the same text again, or choose another name",
      },
    ]);
  });
});
