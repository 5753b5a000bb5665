import { describe, expect, it } from "vitest";

import { lossOf, runsOf, type ShownRun, ShownSteps } from "../../src/engine/shown-steps.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import { facts } from "../check/examples.ts";
import { lessonsFrom } from "./fake-run.ts";
import { judged } from "./shown.ts";

async function noted(
  ...verdicts: readonly ("passed" | "failed")[]
): Promise<{ readonly lesson: Lesson; readonly shown: ShownSteps }> {
  const [one] = await lessonsFrom({ "a.yaml": `  - code: x()\n` });
  if (one === undefined) throw new Error("No lesson");
  const shown = new ShownSteps([one.lesson]);
  for (const verdict of verdicts) shown.note(judged(0, { text: "1", verdict }));
  return { lesson: one.lesson, shown };
}

describe("ShownSteps", () => {
  it("keeps what was said last of a step, and what the kernel is", async () => {
    const { lesson, shown } = await noted("passed", "failed");
    const own = shown.of(lesson, "python3");
    expect(own?.facts).toEqual(facts);
    expect([...(own?.steps ?? [])].map(([index, { verdict }]) => [index, verdict])).toEqual([[0, "failed"]]);
  });

  it("knows nothing of other kernels, of lessons that it does not have, and of what is no step", async () => {
    const { lesson, shown } = await noted("passed");
    shown.note(judged(1, { text: "1", verdict: "passed" }));
    shown.note({ kind: "kernel-ended", kernel: { name: "other", displayName: "", chosen: "" } });
    const event = judged(0, { text: "set-up", verdict: "failed" });
    const { step: _, ...setUp } = event.judged.observed.run;
    shown.note({ ...event, judged: { ...event.judged, observed: { ...event.judged.observed, run: setUp } } });
    expect(shown.of(lesson, "other")).toBeUndefined();
    expect([...(shown.of(lesson, "python3")?.steps.keys() ?? [])]).toEqual([0]);
  });
});

describe("runsOf() and lossOf()", () => {
  it("give each run's steps where the lesson ran at all, and no loss where there was none", async () => {
    const { lesson, shown } = await noted("passed");
    const kernels = ["python3", "other"].map((name) => ({ name, displayName: name, chosen: "" }));
    const runs: readonly ShownRun[] = [shown, new ShownSteps([lesson])].map((each) => ({
      ran: { kernels, lessons: [], duration: 0 },
      shown: each,
    }));
    expect(runsOf(lesson, runs).map(({ kernel, runs: own }) => [kernel, own.map(({ size }) => size)])).toEqual([
      ["python3", [1, 0]],
    ]);
    expect([runsOf(lesson, []), lossOf(lesson, runs)]).toEqual([[], undefined]);
  });
});
