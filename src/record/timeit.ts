import type { InferredHole, InferredText } from "./inferred-text.ts";

type Lines = readonly string[];

const perLoop = " per loop (mean ± std. dev. of ";

/** What `%timeit` says above its line in some runs. */
const slowestRun = /^The slowest run took [\d.]+ times longer than the fastest\./;

/** What several runs showed without what `%timeit` says above its line in some of them. */
export function linesForTimeit(runs: readonly Lines[]): readonly Lines[] {
  if (!runs.some((lines) => lines.some((line) => line.includes(perLoop)))) return runs;
  return runs.map((lines) => lines.filter((line) => !slowestRun.test(line)));
}

/**
 * `%timeit`'s lines have two durations, whose units change too, and may have a line above them in another run, whether or
 * not they had it in these.
 */
export function ofTimeit(inferred: InferredText | undefined, runs: readonly Lines[]): InferredText | undefined {
  if (inferred?.lines.some((line) => line.includes(perLoop)) !== true) return inferred;
  const lines: string[] = [];
  const holes: InferredHole[] = [];
  for (const [at, line] of inferred.lines.entries()) {
    const own = inferred.holes.filter((hole) => hole.line === at);
    const end = line.indexOf(perLoop);
    if (end !== -1) lines.push("...");
    const moved = (hole: InferredHole): InferredHole => ({ ...hole, line: lines.length });
    if (end === -1) {
      holes.push(...own.map(moved));
      lines.push(line);
      continue;
    }
    const before = line.slice(0, end).split("$(").length - 1;
    const seen = [...new Set(runs.flatMap((run) => run[at]?.split(perLoop)[0] ?? []))];
    holes.push(moved({ hole: timing, what: "a duration", seen, line: at }), ...own.slice(before).map(moved));
    lines.push(timing + line.slice(end));
  }
  return { ...inferred, lines, holes };
}

const timing = "$(duration) ± $(duration)";
