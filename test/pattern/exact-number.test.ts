import { describe, expect, it } from "vitest";

import {
  agreesAsWritten,
  compareNumbers,
  type ExactNumber,
  isNear,
  readNumber,
} from "../../src/pattern/exact-number.ts";

function read(text: string): ExactNumber {
  const number = readNumber(text);
  if (number === undefined) throw new Error(`${text} is no number`);
  return number;
}

describe("readNumber()", () => {
  it.each(["", ".", "-", "e5", "1e", "1e12345", "1,000", "1_000", "0x", "Infinity", "NaN", "½", "1 2", "--1"])(
    "takes %j for no number",
    (text) => {
      expect(readNumber(text)).toBeUndefined();
    },
  );
});

describe("compareNumbers()", () => {
  it.each([
    ["1", "1.0", 0],
    ["-0", "0.00", 0],
    ["0x10", "16", 0],
    ["-0x1", "-1", 0],
    ["1e3", "1000", 0],
    ["1.5e-3", ".0015", 0],
    ["9007199254740993", "9007199254740992", 1],
    ["0.1", "0.1000000000000000000001", -1],
    ["-2", "1", -1],
    ["1e9999", "inf", -1],
    ["-inf", "-1e9999", -1],
    ["inf", "+inf", 0],
    ["-inf", "inf", -1],
  ])("compares %s and %s", (left, right, order) => {
    expect(compareNumbers(read(left), read(right))).toBe(order);
  });

  it("gives nan no order", () => {
    expect(compareNumbers(read("nan"), read("nan"))).toBeUndefined();
    expect(compareNumbers(read("1"), read("-nan"))).toBeUndefined();
  });
});

describe("isNear()", () => {
  it.each([
    ["1.2", "1.1", "0.1", false, true],
    ["1.2000000000000001", "1.1", "0.1", false, false],
    ["95", "100", "5", true, true],
    ["94.9", "100", "5", true, false],
    ["-105", "-100", "5", true, true],
    ["0", "0", "5", true, true],
    ["inf", "inf", "1", false, true],
    ["inf", "1", "1", false, false],
    ["5", "1", "inf", false, true],
    ["1", "1", "-inf", false, false],
    ["1", "1", "nan", false, false],
    ["nan", "1", "inf", false, false],
  ])("holds %s against %s +- %s (per cent: %s): %s", (value, centre, distance, percent, near) => {
    expect(isNear(read(value), read(centre), { distance: read(distance), percent })).toBe(near);
  });
});

describe("agreesAsWritten()", () => {
  it.each([
    ["0.3333", "0.33", true],
    ["0.6666", "0.67", true],
    ["0.6666", "0.66", true],
    ["0.3399", "0.33", true],
    ["0.325", "0.33", true],
    ["0.3249", "0.33", false],
    ["0.3400", "0.33", false],
    ["0.3", "0.33", false],
    ["-0.3333", "-0.33", true],
    ["0.3333", "-0.33", false],
    ["1.2345e-05", "1.23e-05", true],
    ["inf", "0.33", false],
  ])("takes %s for %s: %s", (value, written, agrees) => {
    expect(agreesAsWritten(read(value), read(written))).toBe(agrees);
  });
});
