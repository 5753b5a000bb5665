import { describe, expect, it } from "vitest";

import { makeReport } from "../../src/api/make-report.ts";
import { filesOfShard } from "../../src/model/durations.ts";
import { mergeReports } from "../../src/model/merge-reports.ts";
import type { LessonReport, Report } from "../../src/model/report.ts";
import { finding, lesson, report, result, step } from "../report/sample-report.ts";

const diagnostics = [
  { code: "unknown-key", place: { file: "x.yaml", line: 1, column: 1 }, message: "There is no key x" } as const,
];

const lessons: readonly LessonReport[] = ["e", "b", "a", "d", "c"].map((name, index) => ({
  ...lesson(
    name,
    [step(name, 3, [index === 1 ? result("failed", { findings: [finding(3)] }) : index === 2 ? "skipped" : "passed"])],
    { verdict: index === 1 ? "failed" : index === 2 ? "skipped" : "passed" },
  ),
  file: name,
}));
const files = lessons.map(({ file }) => file);

function shardOf(index: number, count: number, parts: Partial<Report> = {}): Report {
  const own = filesOfShard(files, { index, count }, {});
  const ran = {
    kernels: report({}).kernels,
    lessons: lessons.filter(({ file }) => own.includes(file)),
    duration: index,
  };
  return { ...makeReport(ran, { diagnostics, hashSeed: 7, maxSkipped: 0, shard: { index, count, files } }), ...parts };
}

const whole = makeReport(
  { kernels: report({}).kernels, lessons, duration: 3 },
  { diagnostics, hashSeed: 7, maxSkipped: 0 },
);

/** Without what is wrong with it. */
function clean(index: number): Report {
  const shard = shardOf(index, 3);
  return {
    ...shard,
    diagnostics: [],
    skips: { allowed: 9, kernels: [] },
    lessons: shard.lessons.filter(({ file }) => file !== "b"),
  };
}

describe("mergeReports()", () => {
  it.each([[3], [5], [9]])("makes of %i shards what one run gives", (count) => {
    const shards = Array.from({ length: count }, (_, index) => shardOf(index + 1, count));
    expect({ ...mergeReports(shards.toReversed()), duration: 3 }).toEqual(whole);
  });

  it("says that a shard is missing, and is no success", () => {
    const { unfinished, exitCode } = mergeReports([clean(1), clean(3)]);
    expect(unfinished).toMatchObject({ why: "missing", due: 5 });
    expect(exitCode).toBe(3);
  });

  it("keeps that a run did not come to its end", () => {
    const unfinished = { why: "deadline", finished: 1, due: 2 } as const;
    expect(mergeReports([shardOf(1, 2), shardOf(2, 2, { unfinished })]).unfinished).toMatchObject({
      why: "deadline",
      due: 5,
    });
  });

  it("names the seeds where they are several", () => {
    expect(mergeReports([shardOf(1, 2), shardOf(2, 2, { hashSeed: 8 })]).hashSeeds).toEqual([7, 8]);
  });

  it("keeps the exit code of a run in which no lesson ran", () => {
    const none = { allowed: 0, kernels: [] };
    const lost = { ...shardOf(2, 2), lessons: [], exitCode: 3, diagnostics: [], skips: none };
    const fine = { ...shardOf(1, 2), lessons: [], exitCode: 0, diagnostics: [], skips: none };
    expect(mergeReports([fine, lost]).exitCode).toBe(3);
  });
});
