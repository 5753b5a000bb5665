import { expect, it } from "vitest";

import { allSources, roundTrip } from "../notebooks/round-trip.mjs";

/** Of each kind one; `npm run test:notebooks` takes all, with more alterations. */
const some = [
  "asynchronous",
  "data-frames",
  "display-updates",
  "errors",
  "javascript-and-json",
  "line-plots",
  "progress-bars",
  "warnings",
  "widgets",
];

it("there are forty notebooks of the public kind", async () => {
  const all = await allSources();
  expect(all).toHaveLength(40);
  expect(all).toEqual(expect.arrayContaining(some));
});

it(
  "notebooks that nbclient executed hold against what it saved, twice, and each altered output is found",
  { timeout: 600_000 },
  async () => {
    const { notebooks, altered, writes, problems } = await roundTrip({ names: some, seeds: [1] });
    expect(problems).toEqual([]);
    expect(notebooks).toBe(some.length);
    expect(altered).toBeGreaterThan(20);
    expect(writes.map(({ written, left }) => [written, left])).toEqual([
      [0, 0],
      [some.length, 0],
      [some.length, 0],
    ]);
  },
);
