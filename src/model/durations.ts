import type { Report } from "./report.ts";

/** Milliseconds that lessons took, by their files. */
export type Durations = Readonly<Record<string, number>>;

/** How long each lesson of a run took: the mean of its kernels. What did not run is not known. */
export function durationsOf({ lessons }: Pick<Report, "lessons">): Durations {
  return Object.fromEntries(
    lessons.flatMap(({ file, runs }) => {
      const ran = runs.filter(({ verdict }) => verdict === "passed" || verdict === "failed");
      if (ran.length === 0) return [];
      return [[file, Math.round(ran.reduce((sum, { duration }) => sum + duration, 0) / ran.length)]];
    }),
  );
}

/** A part of the work: `2/3`. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * The files of a shard, in their order. Each goes, the longest first, to the shard that has least to do; one that never
 * ran counts as the average. It depends on nothing but the names and durations, so that each machine makes the same parts.
 */
export function filesOfShard(
  files: readonly string[],
  { index, count }: Shard,
  durations: Durations,
): readonly string[] {
  const known = files.flatMap((file) => (Object.hasOwn(durations, file) ? [durations[file] ?? 0] : []));
  const average = known.length === 0 ? 1 : known.reduce((sum, each) => sum + each, 0) / known.length;
  const costs = new Map(files.map((file) => [file, Object.hasOwn(durations, file) ? (durations[file] ?? 0) : average]));
  const ordered = [...costs].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const loads = Array.from({ length: count }, () => 0);
  const own = new Set<string>();
  for (const [file, cost] of ordered) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + cost;
    if (least === index - 1) own.add(file);
  }
  return files.filter((file) => own.has(file));
}
