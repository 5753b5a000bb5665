import { describe, expect, it } from "vitest";

import { count, duration, hashSeed, limit, size, valueOf } from "../../src/commands/parse-value.ts";

const given = (name: string, text: string): Parameters<typeof valueOf>[0] => ({
  operands: [],
  switches: new Set(),
  values: new Map([[name, text]]),
});

describe("valueOf()", () => {
  it("is absent for an option that was not given", () => {
    expect(valueOf(given("jobs", "2"), "timeout", duration)).toBeUndefined();
  });

  it.each([
    [count, "1", 1],
    [count, "16", 16],
    [limit, "0", 0],
    [hashSeed, "0", 0],
    [hashSeed, "4294967295", 4294967295],
    [duration, "1.5s", 1500],
    [size, "1000", 1000],
    [size, "500kB", 500_000],
    [size, "20MB", 20_000_000],
    [size, "1gb", 1_000_000_000],
  ])("reads %#: %s", (kind, text, value) => {
    expect(valueOf(given("x", text), "x", kind)).toBe(value);
  });

  it.each([
    [count, "0", '--x takes a whole number from 1 to 1000, not "0"'],
    [count, "two", '--x takes a whole number from 1 to 1000, not "two"'],
    [count, "1e2", '--x takes a whole number from 1 to 1000, not "1e2"'],
    [limit, "-1", '--x takes a whole number from 0 to 1000000, not "-1"'],
    [hashSeed, "4294967296", '--x takes a whole number from 0 to 4294967295, not "4294967296"'],
    [hashSeed, "-1", '--x takes a whole number from 0 to 4294967295, not "-1"'],
    [duration, "30", '--x takes a time such as 500ms, 30s or 2m, not "30"'],
    [size, "0", '--x takes a size such as 500kB or 20MB, not "0"'],
    [size, "10 MiB", '--x takes a size such as 500kB or 20MB, not "10 MiB"'],
  ])("refuses %#: %s", (kind, text, message) => {
    expect(() => valueOf(given("x", text), "x", kind)).toThrow(
      expect.objectContaining({ name: "UsageError", message }),
    );
  });
});
