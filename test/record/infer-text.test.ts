import { describe, expect, it } from "vitest";

import { acceptsAnything } from "../../src/pattern/accepts-anything.ts";
import { matchPattern } from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";
import { inferText, textOf } from "../../src/record/infer-text.ts";

const uuid = String.raw`$(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/)`;

describe("inferText()", () => {
  it.each([
    ["what is the same", ["a\nb\n", "a\nb\n"], ["a", "b"]],
    ["a blank line at the end", ["a\n\n", "a\n\n"], ["a", ""]],
    ["what a pattern would read otherwise", ["$(x)\n...\n", "$(x)\n...\n"], ["$$(x)", String.raw`$(/\.\.\./)`]],
    ["an address", ["<A at 0x7f3a>", "<A at 0x7f4b>"], ["<A at $(hex)>"]],
    ["an address that is the same by chance", ["<A at 0x7f3a>", "<A at 0x7f3a>"], ["<A at $(hex)>"]],
    ["a hexadecimal number that is the same", ["0xff", "0xff"], ["0xff"]],
    ["a process id", ["pid=12", "pid=345"], ["pid=$(int)"]],
    ["a number after a dollar sign", ["costs $12", "costs $13"], [String.raw`costs $(/\$/)$(int)`]],
    ["a negative number", ["x = -3.5", "x = 12.25"], ["x = $(float)"]],
    ["numbers of two kinds", ["x = 3", "x = 3.5"], ["x = $(number)"]],
    ["grouped digits", ["1,000 rows", "12,345 rows"], ["$(/[0-9,.]+/) rows"]],
    ["rounding", ["0.30000000000000004", "0.30000000000000010"], ["$(float = 0.30000000000000004 +- 1e-12)"]],
    ["a duration", ["took 0.12 s", "took 1.5 s"], ["took $(float >= 0) s"]],
    ["a UUID", ["id 65fd74d4-11a5-4bb4-95e8-02784b89cff0", "id 77625f3e-b215-421b-9458-a20e0dd439e7"], [`id ${uuid}`]],
    ["a digest", ["0123456789abcdef f", "fedcba9876543210 f"], ["$(/[0-9a-f]{16}/) f"]],
    ["a date", ["on 2026-11-22", "on 2026-11-23"], [String.raw`on $(/\d{4}-\d{2}-\d{2}/)`]],
    [
      "a moment",
      ["2026-11-22T10:00:00.12Z", "2026-11-22T10:00:01Z"],
      [String.raw`$(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/)`],
    ],
    [
      "the date beside a time of day",
      ["Sun Nov 22 09:00:00 2026", "Sun Nov 22 10:00:00 2026"],
      [
        String.raw`$(Mon|Tue|Wed|Thu|Fri|Sat|Sun) $(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) $(int) $(/\d{2}:\d{2}:\d{2}/) $(/20\d\d/)`,
      ],
    ],
    ["a file's path", ["open '/tmp/a1/b/c.txt'", "open '/var/x/b/c.txt'"], [`open '$(/[^'"<>|]+/)/c.txt'`]],
    [
      "what %timeit shows, which has a line more now and then",
      [
        "486 ns ± 81.8 ns per loop (mean ± std. dev. of 2 runs, 3 loops each)",
        "The slowest run took 6.46 times longer than the fastest. This could mean that an intermediate result is being cached.\n512 ns ± 70.1 ns per loop (mean ± std. dev. of 2 runs, 3 loops each)",
      ],
      ["...", "$(duration) ± $(duration) per loop (mean ± std. dev. of 2 runs, 3 loops each)"],
    ],
    ["a folder's path", ["open '/tmp/a1/work'", "open '/var/x/work'"], [`open '$(/[^'"<>|]+/)'`]],
    ["a truth value", ["is True", "is False"], ["is $(True|False)"]],
    ["a word", ["hello ada", "hello grace"], ["hello $(word)"]],
    ["texts in quotes", ["name 'a b'", "name 'c'"], ["name $(string)"]],
    ["padding", ["n   5 x", "n  12 x"], [String.raw`n$(/[ \t]+/)$(int) x`]],
    ["a set", ["{'a', 'b'}", "{'b', 'a'}"], ["{$('a'|'b'), $('a'|'b')}"]],
    ["a set that is the same by chance", ["{'a', 'b'}", "{'a', 'b'}"], ["{$('a'|'b'), $('a'|'b')}"]],
    ["a set of signs", ["{'|', ')'}", "{')', '|'}"], [String.raw`{$('\)'|'\|'), $('\)'|'\|')}`]],
    ["a dictionary", ["{'a': 1}", "{'a': 2}"], ["{'a': $(int)}"]],
    ["a part of a line that has no shape", ["got [1, 2] ok", "got [3] ok"], ["got [$(any)] ok"]],
    [
      "a number below one that is measured",
      ["list: 40\nset:  56", "list: 41\nset:  56"],
      ["list: $(int)", "set:  $(int)"],
    ],
    [
      "but not one that stands elsewhere",
      ["pid: 40\nanswer: 42", "pid: 41\nanswer: 42"],
      ["pid: $(int)", "answer: 42"],
    ],
    ["lines that come and go", ["a\nb\nc\n", "a\nx y\nb\nc\n"], ["a", "...", "b", "c"]],
    [
      "a duration that is the same by chance",
      ["a: 0.2 s\nb: 0.1 s", "a: 0.3 s\nb: 0.1 s"],
      ["a: $(float >= 0) s", "b: $(float >= 0) s"],
    ],
  ])("finds the narrowest pattern for %s", (_, texts, lines) => {
    const inferred = inferText(texts);
    expect(inferred).toMatchObject({ lines, unordered: false });
    const { pattern } = parsePattern(textOf(lines));
    expect(texts.map((text) => matchPattern(pattern, text, { captures: {} }).matched)).toEqual(texts.map(() => true));
  });

  it("takes lines that come in another order for unordered", () => {
    expect(inferText(["worker 1: 0.5 s\nworker 2: 0.25 s\n", "worker 2: 0.75 s\nworker 1: 0.5 s\n"])).toEqual({
      lines: ["worker 1: $(float >= 0) s", "worker 2: $(float >= 0) s"],
      unordered: true,
      holes: [
        { line: 0, hole: "$(float >= 0)", what: "a duration", seen: ["0.5"] },
        { line: 1, hole: "$(float >= 0)", what: "a duration", seen: ["0.25", "0.75"] },
      ],
    });
  });

  it.each([
    ["nothing in common", ["ada", "1 + 2"]],
    ["most lines of their own", ["a\nb\nc\nd\n", "e\nf g\nh i\nd\n"]],
  ])("finds no pattern for texts with %s", (_, texts) => {
    expect(inferText(texts)).toBe(undefined);
  });

  it("leaves a pattern that would accept anything to whoever asks: a lone word", () => {
    const { pattern } = parsePattern(textOf(inferText(["ada", "grace"])?.lines ?? []));
    expect(acceptsAnything(pattern)).toBe(0);
  });
});
