import { describe, expect, it } from "vitest";

import type { Progress } from "../../src/model/progress.ts";
import { type ProgressPlan, RunProgress } from "../../src/report/progress.ts";
import { renderHeartbeat, renderProgress, renderProgressLine } from "../../src/report/render-progress.ts";
import { plainStyle } from "../../src/report/style.ts";

const gil = { file: "pack/gil.yaml", lesson: "gil", kernel: "python3" };
const memory = { file: "pack/memory.yaml", lesson: "memory", kernel: "python3" };

const plan = { lessons: 6, kernels: ["python3"] };

function noted(of: ProgressPlan, events: readonly [number, Progress][]): RunProgress {
  const progress = new RunProgress(of, 0);
  for (const [now, event] of events) progress.note(event, now);
  return progress;
}

function after(events: readonly [number, Progress][], kernels = plan.kernels): RunProgress {
  return noted({ lessons: plan.lessons * kernels.length, kernels }, events);
}

describe("renderProgress()", () => {
  it("says how many lessons there are before the first begins", () => {
    expect(renderProgress(new RunProgress(plan, 0), 400, plainStyle)).toEqual(["0 of 6 lessons  400 ms"]);
  });

  it("shows each running lesson with its step and how long that takes, then the counts", () => {
    const state = after([
      [0, { kind: "lesson-started", run: gil, steps: 12 }],
      [10, { kind: "lesson-started", run: memory, steps: 9 }],
      [500, { kind: "step-started", run: gil, step: 1 }],
      [600, { kind: "step-finished", run: gil, step: 1, verdict: "passed" }],
      [600, { kind: "step-started", run: gil, step: 2 }],
    ]);
    expect(renderProgress(state, 2600, plainStyle)).toEqual([
      "  gil     step 2 of 12  2.0 s",
      "  memory  starting  2.6 s",
      "0 of 6 lessons  1 passed  2.6 s",
    ]);
  });

  it("drops a finished lesson and keeps its verdicts", () => {
    const state = after([
      [0, { kind: "lesson-started", run: gil, steps: 2 }],
      [1, { kind: "step-finished", run: gil, step: 1, verdict: "passed" }],
      [2, { kind: "step-finished", run: gil, step: 2, verdict: "failed" }],
      [3, { kind: "lesson-finished", run: gil, verdict: "failed", duration: 3 }],
    ]);
    expect(renderProgress(state, 1000, plainStyle)).toEqual(["1 of 6 lessons  1 passed, 1 failed  1.0 s"]);
  });

  it("counts a step that is judged again once", () => {
    const state = after([
      [0, { kind: "lesson-started", run: gil, steps: 2 }],
      [1, { kind: "step-finished", run: gil, step: 1, verdict: "error" }],
      [2, { kind: "step-finished", run: memory, step: 1, verdict: "passed" }],
      [3, { kind: "step-finished", run: gil, step: 1, verdict: "passed" }],
    ]);
    expect(renderProgress(state, 3, plainStyle).at(-1)).toBe("0 of 6 lessons  2 passed  3 ms");
  });

  it("keeps one lesson on two kernels apart", () => {
    const other = { ...gil, kernel: "venvs/py3.10" };
    const state = after(
      [
        [0, { kind: "lesson-started", run: gil, steps: 2 }],
        [0, { kind: "lesson-started", run: other, steps: 2 }],
        [3, { kind: "lesson-finished", run: gil, verdict: "passed", duration: 3 }],
      ],
      ["python3", "venvs/py3.10"],
    );
    expect(renderProgress(state, 3, plainStyle)).toEqual(["  gil  starting  3 ms  py3.10", "1 of 12 lessons  3 ms"]);
  });

  it("shows no more than a few lessons", () => {
    const many = Array.from({ length: 11 }, (_, index): [number, Progress] => [
      0,
      { kind: "lesson-started", run: { ...gil, file: `${index}.yaml` }, steps: 2 },
    ]);
    const lines = renderProgress(after(many), 0, plainStyle);
    expect(lines).toHaveLength(10);
    expect(lines.at(-2)).toBe("  and 3 more lessons");
  });
});

describe("renderProgress(), where lessons ran before", () => {
  const earlier = {
    files: new Map([
      ["pack/gil.yaml", 60_000],
      ["pack/memory.yaml", 20_000],
      ["pack/new.yaml", undefined],
    ]),
    jobs: 2,
  };
  const three = { lessons: 3, kernels: ["python3"], earlier };
  const left = (now: number, ...events: readonly [number, Progress][]): string | undefined =>
    renderProgress(noted(three, events), now, plainStyle).at(-1);

  it("says how long the rest is likely to take: the average for what never ran, no less than the longest", () => {
    // 60, 20 and 40 seconds, two at a time.
    expect(left(0)).toContain("about 60 s left");
    const started: [number, Progress] = [0, { kind: "lesson-started", run: gil, steps: 3 }];
    expect(left(50_000, started)).toContain("about 40 s left");
    const finished = { kind: "lesson-finished", run: gil, verdict: "passed", duration: 50_000 } as const;
    expect(left(50_000, started, [50_000, finished])).toContain("about 40 s left");
  });

  it("says nothing of it where none ran before", () => {
    const unknown = { files: new Map([["pack/gil.yaml", undefined]]), jobs: 2 };
    expect(renderProgress(new RunProgress({ ...three, earlier: unknown }, 0), 0, plainStyle)).toEqual([
      "0 of 3 lessons  0 ms",
    ]);
  });
});

describe("renderHeartbeat()", () => {
  it("says on one line how far the run is, and what runs", () => {
    const state = after([
      [0, { kind: "lesson-started", run: gil, steps: 12 }],
      [0, { kind: "step-started", run: gil, step: 7 }],
      [10, { kind: "lesson-started", run: memory, steps: 9 }],
    ]);
    expect(renderHeartbeat(state, 30_000, plainStyle)).toBe(
      "0 of 6 lessons after 30.0 s  runs: gil (step 7 of 12, 30.0 s), memory (starts, 30.0 s)\n",
    );
  });
});

describe("renderProgressLine()", () => {
  it("gives a finished lesson one line", () => {
    const event = { kind: "lesson-finished", run: gil, verdict: "failed", duration: 61_200 } as const;
    expect(renderProgressLine(event, plan, plainStyle)).toBe("✗ gil  1 min 1 s\n");
    const both = { ...plan, kernels: ["python3", "venvs/py3.10"] };
    expect(renderProgressLine(event, both, plainStyle)).toBe("✗ gil  1 min 1 s  python3\n");
  });

  it("says nothing of a step", () => {
    expect(renderProgressLine({ kind: "step-started", run: gil, step: 1 }, plan, plainStyle)).toBe("");
  });
});
