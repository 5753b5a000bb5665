import { compact } from "../basics/compact.ts";
import type { RanLessons } from "../engine/report-so-far.ts";
import { exitCodeOf } from "../model/exit-code.ts";
import { limitSkips } from "../model/limit-skips.ts";
import { withPackageErrors } from "../model/package-errors.ts";
import type { Report } from "../model/report.ts";

export interface ReportParts extends Pick<
  Report,
  "diagnostics" | "hashSeed" | "unfinished" | "shard" | "settings" | "changed"
> {
  /** The most steps that each kernel may skip; absent: any number. */
  readonly maxSkipped?: number | undefined;
  /** A step that was skipped for its packages is an error. Default: `false`. */
  readonly requirePackages?: boolean | undefined;
}

/** What a run gives where nothing ran. */
export const nothingRan: RanLessons = { kernels: [], lessons: [], duration: 0 };

/** The report of a run, with what is wrong with files, and the exit code of both. */
export function makeReport(ended: RanLessons, parts: ReportParts): Report {
  const { diagnostics, hashSeed, maxSkipped, requirePackages = false, unfinished, shard, settings, changed } = parts;
  const ran = requirePackages ? withPackageErrors(ended) : ended;
  const skips = maxSkipped === undefined ? undefined : limitSkips(ran, maxSkipped);
  const unrated = compact({
    version: 1 as const,
    diagnostics,
    hashSeed,
    ...ran,
    skips,
    unfinished,
    shard,
    settings,
    changed,
  });
  return { ...unrated, exitCode: exitCodeOf(unrated) };
}
