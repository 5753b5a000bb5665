import { describe, expect, it } from "vitest";

import { applyUpdates } from "../../src/check/apply-updates.ts";
import type { Displayed, Output } from "../../src/model/observation.ts";
import type { ObservedStep } from "../../src/model/observed-step.ts";
import { seen } from "./examples.ts";

const shown = (text: string): Displayed => ({ mime: { "text/plain": text }, displayId: "d" });
const display = (text: string): Output => ({ type: "display", ...shown(text) });

function step(index: number, outputs: readonly Output[], updates: readonly Displayed[] = []): ObservedStep {
  const action = { kind: "cell", id: "cell", role: "code", code: "", input: [], mayRaise: false } as const;
  const run = {
    step: index,
    actions: [action],
    timeout: 1,
    exclusive: false,
    unmet: [],
    isolate: "namespace",
  } as const;
  return { run, actions: [{ action, observations: [{ ...seen(outputs), updates }] }], newKernel: false };
}

function outputsOf(steps: readonly ObservedStep[] | undefined): unknown {
  return steps?.map(({ actions }) =>
    actions.flatMap(({ observations }) => observations.flatMap((each) => each.outputs)),
  );
}

describe("applyUpdates()", () => {
  it("leaves a display as the last later step left it", () => {
    const steps = [step(0, [display("a")]), step(1, [], [shown("b")]), step(2, [], [shown("c")])];
    expect(outputsOf(applyUpdates(steps))).toEqual([[display("c")], [], []]);
  });

  it("changes no display of a later step", () => {
    const steps = [step(0, [], [shown("a")]), step(1, [display("b")])];
    expect(applyUpdates(steps)).toBeUndefined();
  });

  it("says so where nothing changes", () => {
    expect(applyUpdates([step(0, [{ type: "display", mime: {} }]), step(1, [], [shown("b")])])).toBeUndefined();
  });

  it("takes a display's metadata from its update", () => {
    const first: Output = { type: "display", mime: { "text/plain": "a" }, metadata: { width: 1 }, displayId: "d" };
    expect(outputsOf(applyUpdates([step(0, [first]), step(1, [], [shown("b")])]))).toEqual([[display("b")], []]);
  });
});
