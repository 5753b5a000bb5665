import { describe, expect, it } from "vitest";
import { ReportSoFar } from "../../src/engine/report-so-far.ts";
import type { LessonOutcome } from "../../src/engine/run-events.ts";
import type { LessonToRun, TargetKernel } from "../../src/engine/run-input.ts";
import type { Verdict } from "../../src/model/finding.ts";
import { lessonWith } from "./fake-run.ts";

const kernel = (name: string): TargetKernel => {
  return { name, displayName: name, chosen: "asked for", server: { url: "http://localhost/", token: "secret" } };
};
const both = [kernel("a"), kernel("b")];

async function stopped(
  ended: readonly (readonly [lesson: number, kernel: string, verdict: Verdict])[],
  kernels: readonly TargetKernel[] = both,
): Promise<{ readonly told: readonly string[]; readonly finished: number; readonly json: string }> {
  const one = await lessonWith(`  - code: print("1")\n`);
  const lessons: readonly LessonToRun[] = [one, one, one];
  const report = new ReportSoFar({ lessons });
  for (const [lesson, name, verdict] of ended) {
    const outcome: LessonOutcome = { results: new Map(), findings: [], verdict, retries: 0, duration: 1 };
    report.note({ kind: "lesson-ended", lesson, kernel: name, outcome });
  }
  const { ran, finished } = report.stoppedOn(kernels);
  const told = ran.lessons.map(({ runs }) => runs.map((run) => `${run.kernel} ${run.verdict}`).join(", "));
  return { told, finished, json: JSON.stringify(ran) };
}

describe("ReportSoFar of a run that is stopped", () => {
  it("tells of lessons that came to their end on all kernels", async () => {
    const { told, finished, json } = await stopped([
      [0, "a", "passed"],
      [1, "a", "passed"],
      [0, "b", "passed"],
    ]);
    expect({ told, finished }).toEqual({ told: ["a passed, b passed"], finished: 1 });
    expect(json).not.toContain("secret");
  });

  it("says nothing good of a lesson that another kernel has still to run, but what is wrong with it", async () => {
    const { told, finished } = await stopped([
      [0, "a", "passed"],
      [1, "a", "failed"],
      [2, "a", "error"],
    ]);
    expect({ told, finished }).toEqual({ told: ["a failed", "a error"], finished: 0 });
  });

  it("knows for which kernels a lesson is", async () => {
    const { told, finished } = await stopped([[0, "a", "passed"]], [kernel("a"), { ...kernel("b"), lessons: [] }]);
    expect({ told, finished }).toEqual({ told: ["a passed"], finished: 1 });
  });

  it("tells of nothing before any kernel is known", async () => {
    const { told, finished } = await stopped([], []);
    expect({ told, finished }).toEqual({ told: [], finished: 0 });
  });
});
