import { describe, expect, it } from "vitest";

import { judgeSteps } from "../../src/engine/judge-steps.ts";
import type { ExecutedStep } from "../../src/engine/execute-lesson.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import type { Output } from "../../src/model/observation.ts";
import { cellAction, facts, observedStep, seen } from "../check/examples.ts";
import { lessonWith } from "./fake-run.ts";

const displayed = (text: string): Output => ({ type: "display", mime: { "text/plain": text }, displayId: "d" });

/** A step that displays a text, and one that changes it. */
const changing: readonly ExecutedStep[] = [
  seen([displayed("'old'")]),
  seen([], { updates: [{ mime: { "text/plain": "'new'" }, displayId: "d" }] }),
].map((observation, index) => ({
  observed: observedStep(index, [{ action: cellAction(), observations: [observation] }]),
  facts,
}));

/** Each step as it was judged: `index verdict`, with `again` where it was. */
async function judged(of: Lesson, steps: readonly ExecutedStep[]): Promise<readonly string[]> {
  const told: string[] = [];
  for await (const { observed, result, again } of judgeSteps(of, each(steps), {}))
    told.push(`${observed.run.step} ${result.verdict}${again ? " again" : ""}`);
  return told;
}

async function* each(steps: readonly ExecutedStep[]): AsyncGenerator<ExecutedStep> {
  yield* steps;
}

async function lesson(): Promise<Lesson> {
  return (await lessonWith(`  - code: show()\n    expect: "'new'"\n  - code: change()\n`)).lesson;
}

describe("judgeSteps()", () => {
  it("judges a notebook's display as later cells left it, once more at the end", async () => {
    const notebook = { ...(await lesson()), cwd: "/" };
    expect(await judged(notebook, changing)).toEqual(["0 failed", "1 passed", "0 passed again", "1 passed again"]);
  });

  it("judges a lesson's display as its cell showed it", async () => {
    expect(await judged(await lesson(), changing)).toEqual(["0 failed", "1 passed"]);
  });

  it("judges once more what stands otherwise at the end, in the order of the steps", async () => {
    const [first, second] = changing;
    if (first === undefined || second === undefined) throw new Error("No steps");
    const actions = [{ action: cellAction(), observations: [seen([displayed("'new'")])] }];
    const revised: ExecutedStep = { ...first, observed: { ...first.observed, actions, revised: true } };
    expect(await judged(await lesson(), [first, second, revised])).toEqual([
      "0 failed",
      "1 passed",
      "0 passed again",
      "1 passed again",
    ]);
  });
});
