import { expect, it } from "vitest";

import { isProgress, type RunEvent } from "../../src/engine/run-events.ts";
import { judged } from "./shown.ts";

const run = { file: "a.yaml", lesson: "a", kernel: "python3" };
const outcome = { results: new Map(), findings: [], verdict: "passed", retries: 0, duration: 0 } as const;

const events: readonly (readonly [RunEvent, boolean])[] = [
  [{ kind: "lesson-started", run, steps: 1 }, true],
  [{ kind: "step-started", run, step: 1 }, true],
  [judged(0, { text: "1", verdict: "passed" }), false],
  [{ kind: "step-finished", run, step: 1, verdict: "passed" }, true],
  [{ kind: "lesson-finished", run, verdict: "passed", duration: 0 }, true],
  [{ kind: "lesson-ended", lesson: 0, kernel: "python3", outcome }, false],
  [{ kind: "kernel-ended", kernel: { name: "python3", displayName: "", chosen: "" } }, false],
];

it.each(events)("isProgress() tells what is for those who watch: %j", (event, expected) => {
  expect(isProgress(event)).toBe(expected);
});
