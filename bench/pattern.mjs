// How the time of matching grows with the output: `npm run bench:pattern -- [NAME…]`. For each hostile pattern the time
// over outputs of 1.25, 2.5, 5 and 10 MB, the best of two alternating rounds, and by how much it grows as the output
// doubles: 2 is linear.
import { performance } from "node:perf_hooks";

import { findForbidden, matchExcerpt, matchPattern, matchQuotation } from "../build/match-pattern.js";
import { parsePattern } from "../build/parse-pattern.js";
import { fill, hostilePatterns } from "./hostile-patterns.mjs";
import { printTable } from "./table.mjs";

const sizes = [1.25, 2.5, 5, 10];
const rounds = 2;
const matchers = { excerpt: matchExcerpt, quotation: matchQuotation, absence: findForbidden };
const asked = process.argv.slice(2);

const rows = [];
for (const { name, kind, expected, piece, options } of hostilePatterns) {
  if (asked.length > 0 && !asked.some((each) => name.includes(each))) continue;
  const { pattern, problems } = parsePattern(expected);
  if (problems.length > 0) throw new Error(`${name}: ${problems[0].message}`);
  const match = matchers[kind] ?? matchPattern;
  const outputs = sizes.map((size) => fill(piece, size * 1_000_000));
  const best = sizes.map(() => ({ time: Infinity, steps: 0 }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, output] of outputs.entries()) {
      const began = performance.now();
      const { steps } = match(pattern, output, { captures: {}, ...options });
      best[index] = { time: Math.min(best[index].time, performance.now() - began), steps };
    }
  }
  const growth = (of) =>
    best
      .slice(1)
      .map((each, index) => (of(each) / of(best[index])).toFixed(2))
      .join(" ");
  rows.push([
    name,
    ...best.map(({ time }) => time.toFixed(0)),
    growth(({ time }) => time),
    growth(({ steps }) => steps),
  ]);
  console.error(rows.at(-1).join("  "));
}
const head = ["pattern", ...sizes.map((size) => `${size} MB, ms`), "time per doubling", "steps per doubling"];
printTable("Matching", head, rows);
