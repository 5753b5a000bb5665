import { describe, expect, it } from "vitest";

import type { RunConditions } from "../../src/engine/shown-steps.ts";
import { type StressedLessons, stressLessons } from "../../src/engine/stress-lessons.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import { lessonsFrom } from "./fake-run.ts";
import { fakeRun, type Shows } from "./shown.ts";

const step = `  - code: x()\n    expect: "1"\n`;

async function lessons(): Promise<readonly Lesson[]> {
  return (await lessonsFrom({ "a.yaml": step, "b.yaml": step })).map(({ lesson }) => lesson);
}

async function stressed(shows: Shows, asked?: RunConditions[], runs = 3): Promise<StressedLessons> {
  const now = new Date("2026-11-22T21:00:00Z");
  return await stressLessons(await lessons(), { runs, hashSeed: 7, now: () => now, run: fakeRun(shows, asked) });
}

const passed = { text: "1", verdict: "passed" } as const;
const failed = { text: "2", verdict: "failed" } as const;
const lost = { text: "", verdict: "error" } as const;

/** What each condition varies that is not as in the first run. */
const isVaried = ({ environment = {} }: RunConditions): boolean => environment["TZ"] !== undefined;

describe("stressLessons()", () => {
  it("runs as usual first, then with all varied, and no more where all pass", async () => {
    const asked: RunConditions[] = [];
    expect(await stressed(() => passed, asked)).toMatchObject({
      kernels: [{ name: "python3" }],
      unstable: [],
      lost: [],
    });
    expect(asked.map(({ purpose }) => purpose)).toEqual(["run 1 of 3", "run 2 of 3", "run 3 of 3"]);
    expect(asked.map(isVaried)).toEqual([false, true, true]);
    expect(asked[0]).toEqual({ hashSeed: 7, purpose: "run 1 of 3" });
  });

  it("names what alone makes a step fail, and runs only its lesson for that", async () => {
    const asked: RunConditions[] = [];
    const { unstable } = await stressed(
      (conditions, { name }) => (name === "b" && isVaried(conditions) ? failed : passed),
      asked,
    );
    expect(unstable).toMatchObject([
      { place: { file: "b.yaml" }, kernel: "python3", failed: 2, runs: 3, message: "Not 2", varied: ["the time zone"] },
    ]);
    expect(asked.slice(3, 6).map(({ purpose }) => purpose)).toEqual([
      "varying nothing",
      "varying nothing",
      "varying the hash seed",
    ]);
  });

  it("names what changes the output where nothing alone changes the verdict", async () => {
    const { unstable } = await stressed((conditions) => {
      if (conditions.loaded === true && isVaried(conditions)) return failed;
      return conditions.loaded === true ? { text: "3", verdict: "passed" } : passed;
    });
    expect(unstable[0]?.varied).toEqual(["the load of the machine"]);
  });

  it("names nothing for a step that varies by itself, and does not look where it always fails", async () => {
    let turn = 0;
    const shaky = await stressed((_, { name }) => (name === "a" && turn++ % 2 === 1 ? failed : passed));
    expect(shaky.unstable.map(({ varied }) => varied)).toEqual([[]]);
    const asked: RunConditions[] = [];
    const always = await stressed(() => failed, asked);
    expect(always.unstable.map(({ varied, failed: count }) => [varied, count])).toEqual([
      [[], 3],
      [[], 3],
    ]);
    expect(asked).toHaveLength(3);
  });

  it("names the lessons that were lost", async () => {
    const { lost: told } = await stressed((conditions, { name }) =>
      name === "a" && isVaried(conditions) ? lost : passed,
    );
    expect(told).toEqual(["The server is gone (python3)"]);
  });

  it("does not blame what it varied where the infrastructure failed meanwhile", async () => {
    const { unstable } = await stressed((conditions) => {
      if (conditions.purpose === "run 2 of 3") return failed;
      return conditions.purpose === "varying the locale" ? lost : passed;
    });
    expect(unstable.map(({ varied }) => varied)).toEqual([[], []]);
  });

  it("blames nothing where what is usual was lost", async () => {
    const { unstable } = await stressed((conditions) => {
      if (conditions.purpose === "varying nothing") return lost;
      return isVaried(conditions) ? failed : passed;
    });
    expect(unstable.map(({ varied }) => varied)).toEqual([[], []]);
  });

  it("counts only the runs that say something of a step", async () => {
    const { unstable } = await stressed(({ purpose }) => (purpose === "run 2 of 3" ? lost : failed));
    expect(unstable.map(({ failed: count, runs }) => [count, runs])).toEqual([
      [2, 2],
      [2, 2],
    ]);
  });
});
