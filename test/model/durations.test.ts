import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { durationsOf, filesOfShard } from "../../src/model/durations.ts";
import { lesson } from "../report/sample-report.ts";

const files = ["a", "b", "c", "d", "e"];
const shards = (count: number, durations = {}, of = files): readonly (readonly string[])[] =>
  Array.from({ length: count }, (_, index) => filesOfShard(of, { index: index + 1, count }, durations));

describe("filesOfShard()", () => {
  it("makes parts of the same number where nothing is known", () => {
    expect(shards(2)).toEqual([
      ["a", "c", "e"],
      ["b", "d"],
    ]);
  });

  it("makes parts of about the same length; what is not known takes the average", () => {
    expect(shards(2, { a: 100, b: 10, c: 10 })).toEqual([["a"], ["b", "c", "d", "e"]]);
  });

  it("puts each file into one part, whatever the order in which they are named", () => {
    const cases = fc.record({
      named: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 }),
      times: fc.dictionary(fc.string(), fc.nat()),
      count: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(cases, ({ named, times, count }) => {
        const parts = shards(count, times, named);
        expect(parts.flat().toSorted()).toEqual(named.toSorted());
        const turned = shards(count, times, named.toReversed());
        expect(turned.map((part) => part.toSorted())).toEqual(parts.map((part) => part.toSorted()));
      }),
    );
  });
});

describe("durationsOf()", () => {
  it("takes the mean of a lesson's kernels, and nothing of one that did not run", () => {
    const [run] = lesson("a", []).runs;
    const twice = {
      ...lesson("a", []),
      file: "a",
      runs: [run, { ...run, kernel: "k2", duration: 800 }].flatMap((each) =>
        each === undefined ? [] : [each as NonNullable<typeof run>],
      ),
    };
    const skipped = lesson("b", [], { verdict: "skipped" });
    expect(durationsOf({ lessons: [twice, skipped] })).toEqual({ a: 1000 });
  });
});
