import { describe, expect, it } from "vitest";

import { collectReport } from "../../src/engine/collect-report.ts";
import type { LessonOutcome, RunEvent } from "../../src/engine/run-events.ts";
import { lessonWith } from "./fake-run.ts";

const outcome: LessonOutcome = { results: new Map(), findings: [], verdict: "passed", retries: 0, duration: 1 };

const python3 = {
  name: "python3",
  displayName: "Python 3",
  chosen: "c",
  server: { url: "http://127.0.0.1:1/", token: "t" },
};
const kernels = [python3];

async function* told(...events: readonly RunEvent[]): AsyncGenerator<RunEvent> {
  yield* events;
}

describe("collectReport()", () => {
  it("reports each lesson in the input's order, prose without a result", async () => {
    const lesson = await lessonWith(`  - prose: Prose\n  - id: own\n    code: print("1")\n`);
    const result = { verdict: "passed", findings: [], duration: 2 } as const;
    const results = new Map([[1, result]]);
    const { lessons, kernels: named } = await collectReport(
      { lessons: [lesson], kernels },
      told(
        { kind: "lesson-ended", lesson: 0, kernel: "python3", outcome: { ...outcome, results } },
        { kind: "lesson-ended", lesson: 7, kernel: "python3", outcome },
        { kind: "kernel-ended", kernel: { name: "python3", displayName: "Python 3", chosen: "c" } },
      ),
    );
    expect(named).toEqual([{ name: "python3", displayName: "Python 3", chosen: "c" }]);
    expect(lessons).toMatchObject([
      {
        name: "lesson",
        file: "lesson.yaml",
        title: "T",
        steps: [
          { kind: "prose", results: [] },
          { kind: "code", id: "own", results: [{ kernel: "python3", ...result }] },
        ],
        runs: [{ kernel: "python3", verdict: "passed", retries: 0, duration: 1 }],
      },
    ]);
  });

  it("ends the run where somebody who watches fails", async () => {
    let ended = false;
    async function* events(): AsyncGenerator<RunEvent> {
      try {
        yield { kind: "kernel-ended", kernel: { name: "python3", displayName: "Python 3", chosen: "c" } };
      } finally {
        ended = true;
      }
    }
    const failing = collectReport({ lessons: [], kernels }, events(), () => {
      throw new Error("ours");
    });
    await expect(failing).rejects.toThrow("ours");
    expect(ended).toBe(true);
  });

  it("throws where a lesson has not run: it would seem to have no fault", async () => {
    const lesson = await lessonWith(`  - code: print("1")\n`);
    const input = { lessons: [lesson, lesson], kernels: [python3, { ...python3, name: "other", lessons: [] }] };
    const failing = collectReport(input, told({ kind: "lesson-ended", lesson: 0, kernel: "python3", outcome }));
    await expect(failing).rejects.toThrow("The run ended before all had run: lesson 1 on python3 is left");
  });

  it("says that a step which did not run on a kernel showed nothing there", async () => {
    const lesson = await lessonWith(`  - code: print("1")\n  - code: print("2")\n`);
    const lost = { ...outcome, verdict: "error", reason: "gone", code: "server-lost" } as const;
    const { lessons } = await collectReport(
      { lessons: [lesson], kernels, until: 0 },
      told({ kind: "lesson-ended", lesson: 0, kernel: "python3", outcome: lost }),
    );
    const result = {
      kernel: "python3",
      verdict: "error",
      findings: [],
      duration: 0,
      reason: "gone",
      code: "server-lost",
    };
    expect(lessons[0]?.steps.map(({ results }) => results)).toEqual([[{ ...result, shown: "" }], []]);
  });
});
