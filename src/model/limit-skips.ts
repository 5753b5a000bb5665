import type { KernelSkips, Report, SkipLimit } from "./report.ts";
import { groupBy } from "../basics/group-by.ts";

/** Counts the steps that each kernel skipped, and why, beside how many it may. */
export function limitSkips({ kernels, lessons }: Pick<Report, "kernels" | "lessons">, allowed: number): SkipLimit {
  const results = lessons.flatMap(({ steps }) => steps.flatMap((step) => step.results));
  const skipped = results.filter(({ verdict }) => verdict === "skipped");
  return {
    allowed,
    kernels: kernels.map(({ name: kernel }) => {
      const own = skipped.filter((result) => result.kernel === kernel);
      const reasons = [...groupBy(own, ({ reason }) => reason ?? "")].map(([reason, { length }]) => ({
        reason,
        steps: length,
      }));
      return { kernel, skipped: own.length, reasons: reasons.toSorted((a, b) => b.steps - a.steps) };
    }),
  };
}

/** The kernels that skipped more than they may. */
export function exceededSkips({ skips }: Pick<Report, "skips">): readonly KernelSkips[] {
  return skips?.kernels.filter(({ skipped }) => skipped > skips.allowed) ?? [];
}
