import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ObservedStep } from "../../src/model/observed-step.ts";
import type { Action, RunStep } from "../../src/model/plan.ts";
import { RESTORE_CODE, SAVE_CODE } from "../../src/run/kernel-code.ts";
import { LessonKernel } from "../../src/run/lesson-kernel.ts";
import { LessonTime } from "../../src/run/lesson-time.ts";
import { runPlan, type RunOptions } from "../../src/run/run-plan.ts";
import { SharedExclusiveLock } from "../../src/run/shared-exclusive-lock.ts";
import { type FakeCell, type FakeServer, openServer } from "../client/fake-server.ts";

let server: FakeServer;
let kernel: LessonKernel;

beforeEach(async () => {
  server = await openServer();
  kernel = await LessonKernel.start(server.settings, { name: "python3", env: {}, cwd: "/" });
  server.executed.length = 0;
});
afterEach(async () => {
  await kernel[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

function cell(code: string): Action {
  return { kind: "cell", id: "c", role: "code", code, input: [], mayRaise: false };
}

function step(index: number, actions: readonly Action[], more: Partial<RunStep> = {}): RunStep {
  return { step: index, actions, timeout: 30_000, exclusive: false, unmet: [], isolate: "namespace", ...more };
}

async function run(plan: readonly RunStep[], more: Partial<RunOptions> = {}): Promise<readonly ObservedStep[]> {
  const steps: ObservedStep[] = [];
  const options = { outputLimit: 1000, lock: new SharedExclusiveLock(), ...more };
  for await (const observed of runPlan(kernel, plan, options)) steps.push(observed);
  return steps;
}

/** Of each step that was shown: its index, what its observations printed, and whether it was shown before. */
function printed(steps: readonly ObservedStep[]): readonly unknown[] {
  return steps.map(({ run: { step: index }, actions, revised }) => {
    const texts = actions.flatMap(({ observations }) =>
      observations.map(({ outputs }) =>
        outputs.map((output) => (output.type === "stream" ? output.text : output.type)).join("|"),
      ),
    );
    return revised === true ? [index, texts, "revised"] : [index, texts];
  });
}

/** A cell that prints this. */
function prints(text: string): (cell: FakeCell) => void {
  return (each) => {
    each.print(text);
    each.end();
  };
}

const boom = { ename: "E", evalue: "m", traceback: [] };

describe("runPlan()", () => {
  it("yields what each step showed, in order", async () => {
    Object.assign(server.cells, { a: prints("A"), b: prints("B") });
    const started: (number | undefined)[] = [];
    const plan = [step(0, [cell("a")]), step(1, [cell("b")], { exclusive: true })];
    const steps = await run(plan, { onStepStarted: ({ step: index }) => started.push(index) });
    expect(printed(steps)).toEqual([
      [0, ["A"]],
      [1, ["B"]],
    ]);
    expect(started).toEqual([0, 1]);
  });

  it("skips a step whose requirements are not met", async () => {
    const steps = await run([step(0, [cell("a")], { unmet: ["needs threads"] })]);
    expect(steps).toMatchObject([{ actions: [], newKernel: false }]);
    expect(server.executed).toEqual([]);
  });

  it("executes what comes after a cell only where that came to its end without an error", async () => {
    server.cells["bad"] = (each) => {
      each.publish("error", boom);
      each.end({ status: "error", ...boom });
    };
    const after = { kind: "after", code: "after" } as const;
    await run([step(0, [cell("bad"), after]), step(1, [cell("good"), after])]);
    expect(server.executed).toEqual(["bad", "good", "after"]);
  });

  it("restores the namespace after a proof and after each attempt", async () => {
    const attempt = {
      kind: "attempt",
      attempt: { kind: "starter" },
      answer: { id: "a", code: "answer" },
      check: { id: "k", code: "check" },
    } as const;
    await run([step(0, [{ kind: "proof", code: "proof" }, attempt])]);
    expect(server.executed).toEqual([SAVE_CODE, "proof", RESTORE_CODE, SAVE_CODE, "answer", "check", RESTORE_CODE]);
  });

  it("does not check an answer that did not come to its end", async () => {
    server.cells["answer"] = () => {
      server.interrupted = () => server.last?.end();
    };
    const attempt = {
      kind: "attempt",
      attempt: { kind: "starter" },
      answer: { id: "a", code: "answer" },
      check: { id: "k", code: "check" },
    } as const;
    const [seen] = await run([step(0, [attempt], { timeout: 20 })]);
    expect(seen?.actions[0]?.observations).toHaveLength(1);
    expect(server.executed).toEqual([SAVE_CODE, "answer", RESTORE_CODE]);
  });

  it("does nothing more once the lesson's time is over, in a kernel of an attempt's own too", async () => {
    server.cells["endless"] = () => {
      server.interrupted = () => server.last?.end();
    };
    const attempt = {
      kind: "attempt",
      attempt: { kind: "starter" },
      answer: { id: "a", code: "answer" },
      check: { id: "k", code: "check" },
    } as const;
    const before = step(0, [cell("b"), cell("b")]);
    const isolated = step(1, [attempt, cell("c")], { isolate: "kernel" });
    let replayed = false;
    server.cells["b"] = (each) => {
      // The second time in the attempt's own kernel.
      if (server.starts.length === 1) return each.end();
      replayed = true;
      server.interrupted = () => server.last?.end();
    };
    const steps = await run([before, isolated, step(2, [cell("d")]), step(3, [cell("e")], { unmet: ["no"] })], {
      time: new LessonTime(50),
    });
    expect(replayed).toBe(true);
    expect(steps.map(({ outOfTime }) => outOfTime)).toEqual([undefined, "during", "before", undefined]);
    expect(server.executed.filter((code) => /^\w{1,6}$/.test(code))).toEqual(["b", "b", "b"]);
  });

  it("goes on with a fresh kernel where a cell killed its own", async () => {
    server.cells["die"] = (each) => each.publish("status", { execution_state: "restarting" });
    server.cells["b"] = prints("B");
    const steps = await run([step(0, [cell("die")]), step(1, [cell("b")])]);
    expect(steps[0]).toMatchObject({ newKernel: true, actions: [{ observations: [{ ending: { kind: "died" } }] }] });
    expect(steps[1]).toMatchObject({
      newKernel: false,
      actions: [{ observations: [{ ending: { kind: "completed" } }] }],
    });
    expect(server.requests.filter((request) => request === "POST /api/kernels")).toHaveLength(2);
  });

  it("makes an attempt in a kernel of its own, in which the steps before are replayed", async () => {
    server.cells["answer"] = prints("A");
    const attempt = {
      kind: "attempt",
      attempt: { kind: "starter" },
      answer: { id: "a", code: "answer" },
      check: { id: "k", code: "check" },
    } as const;
    const plan = [
      step(0, [cell("a"), { kind: "proof", code: "proof" }]),
      step(1, [cell("unmet")], { unmet: ["needs threads"] }),
      step(2, [attempt], { isolate: "kernel" }),
    ];
    const steps = await run(plan);
    expect(steps.at(-1)).toMatchObject({ newKernel: false });
    expect(printed(steps.slice(-1))).toEqual([[2, ["A", ""]]]);
    const own = server.executed.slice(server.executed.indexOf(RESTORE_CODE) + 2);
    expect(own).toEqual(["a", SAVE_CODE, "answer", "check", RESTORE_CODE]);
    expect(server.requests.filter((request) => request.startsWith("DELETE"))).toHaveLength(1);
  });
});

describe("runPlan() with output that comes late", () => {
  let late: FakeCell;
  beforeEach(() => {
    server.cells["task"] = (each) => {
      late = each;
      each.print("a");
      each.end();
    };
  });

  it("gives it to the cell that it belongs to, at the plan's end", async () => {
    server.cells["b"] = (each) => {
      late.print("late");
      each.print("B");
      each.end();
    };
    const steps = await run([step(0, [cell("task")]), step(1, [cell("b")]), step(2, [cell("c")])]);
    expect(printed(steps)).toEqual([
      [0, ["a"]],
      [1, ["B"]],
      [2, [""]],
      [0, ["alate"], "revised"],
    ]);
  });

  it("has it in the step itself where it comes before the step has ended", async () => {
    server.cells["after"] = (each) => {
      late.publish("error", boom);
      each.end();
    };
    const steps = await run([step(0, [cell("task"), { kind: "after", code: "after" }])]);
    expect(printed(steps)).toEqual([[0, ["a|error", ""]]]);
  });

  it("gives an attempt what its tasks print", async () => {
    server.cells["b"] = (each) => {
      late.print("late");
      each.end();
    };
    const attempt = {
      kind: "attempt",
      attempt: { kind: "starter" },
      answer: { id: "a", code: "task" },
      check: { id: "k", code: "check" },
    } as const;
    const steps = await run([step(0, [attempt]), step(1, [cell("b")])]);
    expect(printed(steps)).toEqual([
      [0, ["a", ""]],
      [1, [""]],
      [0, ["alate", ""], "revised"],
    ]);
  });

  it("keeps little of a late flood, and disturbs nobody else with it", async () => {
    server.cells["b"] = (each) => {
      for (let count = 0; count < 100; count++) late.print("x".repeat(1000));
      each.print("B");
      each.end();
    };
    const steps = await run([step(0, [cell("task")]), step(1, [cell("b")])]);
    expect(printed(steps.slice(0, 2))).toEqual([
      [0, ["a"]],
      [1, ["B"]],
    ]);
    const [, , revised] = steps;
    const seen = revised?.actions[0]?.observations[0];
    expect(seen?.ending).toEqual({ kind: "flooded", limit: 1000, restarted: false, late: true });
    expect(JSON.stringify(seen).length).toBeLessThan(2000);
  });

  it("keeps what came before the kernel was replaced", async () => {
    server.cells["die"] = (each) => {
      late.print("late");
      each.publish("status", { execution_state: "restarting" });
    };
    const steps = await run([step(0, [cell("task")]), step(1, [cell("die")]), step(2, [cell("task")])]);
    expect(printed(steps)).toEqual([
      [0, ["a"]],
      [1, [""]],
      [2, ["a"]],
      [0, ["alate"], "revised"],
    ]);
  });

  it("waits for nothing after the last cell", async () => {
    const steps = await run([step(0, [cell("task")])]);
    late.print("late");
    expect(printed(steps)).toEqual([[0, ["a"]]]);
  });
});
