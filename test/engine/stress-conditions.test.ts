import { describe, expect, it } from "vitest";

import { factors, randomFrom, vary } from "../../src/engine/stress-conditions.ts";

describe("vary()", () => {
  it("changes everything at once, and nothing where nothing is to vary", () => {
    const changes = Object.values(factors).map((factor) => factor(randomFrom(7), new Date("2026-11-22T21:00:00Z")));
    expect(vary(7, [])).toEqual({ hashSeed: 7 });
    expect(vary(7, changes)).toEqual({
      hashSeed: expect.any(Number),
      environment: {
        TZ: "<+1345>-13:45",
        LANG: expect.any(String),
        LC_ALL: expect.any(String),
        COLUMNS: expect.any(String),
      },
      folder: "a longer path/é",
      prelude: expect.any(String),
      loaded: true,
      reversed: true,
    });
  });

  it.each(Object.entries(factors))("varies %s and with it nothing else", (_, factor) => {
    const { hashSeed, environment, ...others } = vary(7, [factor(randomFrom(1), new Date("2026-11-22T09:00:00Z"))]);
    const varied = [
      hashSeed === 7 ? [] : ["seed"],
      Object.keys(environment ?? {}).filter((name) => name !== "LANG"),
      Object.keys(others),
    ];
    expect(varied.flat()).toHaveLength(1);
  });
});

describe("randomFrom()", () => {
  it("gives the same numbers for the same seed, all from 0 up to 1 and spread over it", () => {
    expect(numbers(3)).toEqual(numbers(3));
    expect(numbers(3)).not.toEqual(numbers(4));
    expect(numbers(3).every((number) => number >= 0 && number < 1)).toBe(true);
    const tenths = new Set(numbers(3).map((number) => Math.floor(number * 10)));
    expect(tenths.size).toBe(10);
  });
});

function numbers(seed: number): readonly number[] {
  return Array.from({ length: 1000 }, randomFrom(seed));
}
