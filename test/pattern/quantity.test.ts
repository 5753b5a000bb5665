import { describe, expect, it } from "vitest";

import { holeTypes } from "../../src/pattern/hole-types.ts";
import { matchPattern } from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";
import { readQuantity } from "../../src/pattern/quantity.ts";

const compared: readonly (readonly [pattern: string, output: string, matches: boolean])[] = [
  ["$(duration = 1500 us)", "1.5 ms", true],
  ["$(duration = 1.5ms)", "1.500 ms", true],
  ["$(duration < 10ms)", "9999 µs", true],
  ["$(duration < 10ms)", "10 ms", false],
  ["$(duration >= 90s)", "1min 30s", true],
  ["$(duration > 1h)", "59min 60.5s", true],
  ["$(duration = 100 ms +- 10%)", "0.109 s", true],
  ["$(duration = 100 ms +- 10%)", "0.111 s", false],
  ["$(duration = 1 s +- 5 ms)", "1005 ms", true],
  ["$(duration = 1 s +- 5 ms)", "1006 ms", false],
  ["$(duration) ± $(duration) per loop", "1.5 ms ± 3.2 µs per loop", true],
  ["$(t:duration)\n$(duration > t)", "900 ns\n1 µs", true],
  ["$(t:duration)\n$(duration > t)", "900 ns\n0.8 µs", false],
  ["$(size = 1KiB)", "1024 B", true],
  ["$(size = 1 kB)", "1024 B", false],
  ["$(size > 1 GiB)", "1.1 GB", true],
  ["$(size < -1 B)", "-1 kB", true],
  ["it took $(duration)s", "it took 5 ms", false],
];

const mistakes: readonly (readonly [hole: string, message: string])[] = [
  ["$(duration < 10)", "`$(duration < 10)`: `10` is no duration and no captured name"],
  ["$(size > 10ms)", "`$(size > 10ms)`: `10ms` is no size and no captured name"],
  ["$(int < 10ms)", "`$(int < 10ms)`: `10ms` is neither a number nor a captured name"],
];

describe("readQuantity()", () => {
  it.each(["duration", "size"] as const)("gives a value to all that %s accepts, and to no more", (type) => {
    const { accepts, refuses } = holeTypes[type];
    expect(accepts.filter((text) => readQuantity(type, text) === undefined)).toEqual([]);
    expect(refuses.filter((text) => readQuantity(type, text) !== undefined)).toEqual([]);
  });
});

describe("matchPattern() of numbers with units", () => {
  it.each(compared)("%s and %s: %s", (pattern, output, matches) => {
    const parsed = parsePattern(pattern);
    expect(parsed.problems).toEqual([]);
    expect(matchPattern(parsed.pattern, output, { captures: {} }).matched).toBe(matches);
  });

  it("says what it read and what that should have been", () => {
    const { mismatch } = matchPattern(parsePattern("$(duration < 10ms)").pattern, "1 s", { captures: {} });
    expect(mismatch?.why).toBe('`$(duration < 10ms)` read "1 s", which is not < "10ms"');
  });
});

describe("parsePattern()", () => {
  it.each(mistakes)("refuses %s", (hole, message) => {
    expect(parsePattern(hole).problems.map((problem) => problem.message)).toEqual([message]);
  });
});
