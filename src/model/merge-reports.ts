import { compact } from "../basics/compact.ts";
import { groupBy } from "../basics/group-by.ts";
import { exitCodeOf } from "./exit-code.ts";
import type { Report, ReportKernel, SkipLimit, Unfinished } from "./report.ts";

/** Several reports as that of one run, the lessons in the order that the whole run would have had. */
export function mergeReports(reports: readonly Report[]): Report {
  const [first] = reports;
  const order = first?.shard?.files ?? [];
  const all = reports.flatMap(({ lessons }) => lessons);
  const place = (file: string): number => (order.includes(file) ? order.indexOf(file) : order.length);
  const lessons = all.toSorted((a, b) => place(a.file) - place(b.file));
  const seeds = [...new Set(reports.map(({ hashSeed }) => hashSeed))];
  const unrated = compact({
    version: 1 as const,
    kernels: [
      ...groupBy(
        reports.flatMap(({ kernels }) => kernels),
        ({ name }) => name,
      ).values(),
    ].flatMap(knownKernel),
    diagnostics: [
      ...new Map(
        reports.flatMap(({ diagnostics }) => diagnostics).map((each) => [JSON.stringify(each), each]),
      ).values(),
    ],
    lessons,
    unfinished: unfinishedOf(reports),
    skips: mergedSkips(reports.flatMap(({ skips }) => skips ?? [])),
    settings: first?.settings,
    changed: first?.changed,
    hashSeed: first?.hashSeed ?? 0,
    hashSeeds: seeds.length > 1 ? seeds : undefined,
    duration: Math.max(0, ...reports.map(({ duration }) => duration)),
  });
  const rated = exitCodeOf(unrated);
  // Of a run in which no lesson ran, such as for a kernel that is not there, its exit code alone tells that.
  const own = reports.filter((report) => report.lessons.length === 0).map(({ exitCode }) => exitCode);
  return { ...unrated, exitCode: [70, 2, 1, 3].find((code) => code === rated || own.includes(code)) ?? rated };
}

/** One that has started tells what it is. */
function knownKernel(kernels: readonly ReportKernel[]): readonly ReportKernel[] {
  const [first] = kernels;
  const known = kernels.find(({ facts }) => facts !== undefined) ?? first;
  return known === undefined ? [] : [known];
}

/** Shards that are not there, and runs that did not come to their end. */
function unfinishedOf(reports: readonly Report[]): Unfinished | undefined {
  const [first] = reports;
  const here = new Set(reports.flatMap(({ shard }) => shard?.index ?? []));
  const missing = first?.shard === undefined ? 0 : first.shard.count - here.size;
  const parts = reports.flatMap(({ unfinished }) => unfinished ?? []);
  if (missing === 0 && parts.length === 0) return undefined;
  const due =
    first?.shard?.files.length ??
    reports.reduce((sum, { unfinished, lessons }) => sum + (unfinished?.due ?? lessons.length), 0);
  const finished = reports.reduce((sum, { unfinished, lessons }) => sum + (unfinished?.finished ?? lessons.length), 0);
  return { why: missing > 0 ? "missing" : (parts[0]?.why ?? "stopped"), finished, due };
}

function mergedSkips(all: readonly SkipLimit[]): SkipLimit | undefined {
  const [first] = all;
  if (first === undefined) return undefined;
  const kernels = [
    ...groupBy(
      all.flatMap((each) => each.kernels),
      ({ kernel }) => kernel,
    ),
  ].map(([kernel, own]) => {
    const reasons = [
      ...groupBy(
        own.flatMap((each) => each.reasons),
        ({ reason }) => reason,
      ),
    ].map(([reason, same]) => ({
      reason,
      steps: same.reduce((sum, { steps }) => sum + steps, 0),
    }));
    return {
      kernel,
      skipped: own.reduce((sum, { skipped }) => sum + skipped, 0),
      reasons: reasons.toSorted((a, b) => b.steps - a.steps),
    };
  });
  return { allowed: first.allowed, kernels };
}
