import { setTimeout } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { ObservedStep } from "../../src/model/observed-step.ts";
import type { Action, RunStep } from "../../src/model/plan.ts";
import { AheadFailure, takesCellsAhead } from "../../src/run/cells-ahead.ts";
import { LessonKernel } from "../../src/run/lesson-kernel.ts";
import { LessonTime } from "../../src/run/lesson-time.ts";
import { runPlan, type RunOptions } from "../../src/run/run-plan.ts";
import { SharedExclusiveLock } from "../../src/run/shared-exclusive-lock.ts";
import { facts } from "../check/examples.ts";
import { type FakeCell, type FakeServer, openServer } from "../client/fake-server.ts";

let server: FakeServer;
let kernel: LessonKernel;
let lock: SharedExclusiveLock;

beforeEach(async () => {
  server = await openServer();
  kernel = await LessonKernel.start(server.settings, { name: "python3", env: {}, cwd: "/" });
  server.executed.length = 0;
  server.sent.length = 0;
  server.otherwise = (each) => {
    each.print(each.code);
    each.end();
  };
  lock = new SharedExclusiveLock();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await kernel[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

function cell(code: string, input: readonly string[] = []): Action {
  return { kind: "cell", id: code, role: "code", code, input, mayRaise: false };
}

function step(code: string, more: Partial<RunStep> = {}): RunStep {
  return { actions: [cell(code)], timeout: 30_000, exclusive: false, unmet: [], isolate: "namespace", ...more };
}

function plan(...codes: readonly string[]): readonly RunStep[] {
  return codes.map((code) => step(code));
}

function execute(steps: readonly RunStep[], more: Partial<RunOptions> = {}): AsyncGenerator<ObservedStep> {
  return runPlan(kernel, steps, { outputLimit: 1000, lock, sendsAhead: true, ...more });
}

/** What each step showed, and how its cells ended where they did not complete. */
async function run(steps: readonly RunStep[], more: Partial<RunOptions> = {}): Promise<readonly string[]> {
  const shown: string[] = [];
  for await (const { actions, revised } of execute(steps, more)) {
    const observations = actions.flatMap((action) => action.observations);
    const texts = observations.map(({ outputs, ending }) => {
      const text = outputs.map((output) => (output.type === "stream" ? output.text : output.type)).join("|");
      return ending.kind === "completed" ? text : `${text} (${ending.kind})`;
    });
    shown.push(`${texts.join(", ")}${revised === true ? " (revised)" : ""}`);
  }
  return shown;
}

/** A cell that goes on until what this gives is called. */
function held(code: string): () => void {
  let running: FakeCell | undefined;
  server.cells[code] = (each) => void (running = each);
  return () => {
    running?.print(code);
    running?.end();
  };
}

/** A cell that ends by an interrupt, in this way. */
function interrupted(code: string, end: (cell: FakeCell) => void): void {
  server.cells[code] = (each) => {
    server.interrupted = () => end(each);
  };
}

function raise(ename: string): (cell: FakeCell) => void {
  return (each) => {
    const error = { ename, evalue: "", traceback: [] };
    each.publish("error", error);
    each.end({ status: "error", ...error });
  };
}

/** Which cells had been sent while one ran. */
async function sentDuring(code: string, steps: readonly RunStep[], more: Partial<RunOptions> = {}): Promise<string[]> {
  const end = held(code);
  const done = run(steps, more);
  await vi.waitFor(() => expect(server.executed).toContain(code));
  // What is sent ahead comes after it at once, on the same socket.
  await setTimeout(50);
  const sent = server.sent.slice(server.sent.indexOf(code) + 1);
  end();
  await done;
  return sent;
}

describe("CellsAhead", () => {
  it("has two cells waiting in the kernel behind the one that runs", async () => {
    expect(await sentDuring("a", plan("a", "b", "c", "d"))).toEqual(["b", "c"]);
    expect(server.executed).toEqual(["a", "b", "c", "d"]);
  });

  it("sends nothing ahead unless it is told to", async () => {
    expect(await sentDuring("a", plan("a", "b"), { sendsAhead: false })).toEqual([]);
  });

  it("goes on while a step is judged", async () => {
    const steps = execute(plan("a", "b", "c", "d", "e"));
    await steps.next();
    await vi.waitFor(() => expect(server.executed).toEqual(["a", "b", "c", "d"].slice(0, server.executed.length)));
    await vi.waitFor(() => expect(server.executed.length).toBeGreaterThanOrEqual(3));
    await steps.return(undefined);
  });

  it("gives each cell its own outputs, and a late one to whom it belongs", async () => {
    let late: FakeCell | undefined;
    server.cells["a"] = (each) => {
      late = each;
      each.print("a");
      each.end();
    };
    server.cells["b"] = (each) => {
      late?.print("late");
      each.print("b");
      each.end();
    };
    const shown = await run(plan("a", "b", "c"));
    // It may come before the first is told, or after.
    expect(shown.slice(1, 3)).toEqual(["b", "c"]);
    expect(shown.findLast((text) => text.startsWith("a"))).toMatch(/^alate/);
  });

  it("goes on over a step that is left out, and from cell to cell of one step", async () => {
    const left = step("x", { unmet: ["needs threads"] });
    const two = step("", { actions: [cell("b"), cell("c")] });
    expect(await sentDuring("a", [step("a"), left, two])).toEqual(["b", "c"]);
    expect(server.executed).toEqual(["a", "b", "c"]);
  });

  const proof: Action = { kind: "proof", code: "b" };
  it.each<[string, RunStep, Partial<RunOptions>]>([
    ["a step that is alone", step("b", { exclusive: true }), {}],
    ["a cell that is answered", step("", { actions: [cell("b", ["yes"])] }), {}],
    ["a proof", step("", { actions: [proof] }), {}],
    ["a cell of a lesson with a deadline", step("b"), { time: new LessonTime(60_000) }],
  ])("does not send %s, and nothing behind it", async (_, forbidden, more) => {
    expect(await sentDuring("a", [step("a"), forbidden, step("c")], more)).toEqual([]);
    expect(server.executed.filter((code) => /^[abc]$/.test(code))).toEqual(["a", "b", "c"]);
  });

  it.each<[string, RunStep]>([
    ["a step that is alone", step("a", { exclusive: true })],
    ["a cell that is answered", step("", { actions: [cell("a", ["yes"])] })],
    ["a cell with code after it", step("", { actions: [cell("a"), { kind: "after", code: "after" }] })],
  ])("sends nothing behind %s", async (_, first) => {
    const sent = await sentDuring("a", [first, step("b"), step("c")]);
    expect(sent).toEqual([]);
    expect(server.executed.filter((code) => /^[abc]$/.test(code))).toEqual(["a", "b", "c"]);
  });

  it("sends nothing more where others wait for the machine, who have it when what was sent has ended", async () => {
    const [endA, endC] = [held("a"), held("c")];
    const done = run(plan("a", "b", "c", "d"));
    await vi.waitFor(() => expect(server.sent).toEqual(["a", "b", "c"]));
    let during: readonly string[] | undefined;
    const alone = lock.alone(async () => {
      during = [...server.sent];
      await setTimeout(50);
      expect(server.sent).toEqual(during);
    });
    endA();
    await vi.waitFor(() => expect(server.executed).toContain("c"));
    await setTimeout(50);
    expect(during).toBeUndefined();
    endC();
    await alone;
    expect(during).toEqual(["a", "b", "c"]);
    expect(await done).toEqual(["a", "b", "c", "d"]);
  });

  it("does not tell where a kernel died while others waited: the reply of the one before may have died with it", async () => {
    server.cells["b"] = (each) => each.publish("status", { execution_state: "restarting" });
    await expect(run(plan("a", "b", "c"))).rejects.toThrow(AheadFailure);
    await lock.alone(async () => undefined);
  });

  it("tells where a kernel died that had nothing waiting, and goes on in the next", async () => {
    server.cells["b"] = (each) => each.publish("status", { execution_state: "restarting" });
    const answered = step("", { actions: [cell("c", ["yes"])] });
    expect(await run([...plan("a", "b"), answered, step("d")])).toEqual(["a", " (died)", "c", "d"]);
    expect(server.starts).toHaveLength(2);
  });

  it("runs what waited behind a cell that no interrupt ends in the next kernel", async () => {
    server.cells["a"] = () => undefined;
    expect(await run([step("a", { timeout: 20 }), ...plan("b", "c")])).toEqual([" (timed-out)", "b", "c"]);
    expect(server.starts).toHaveLength(2);
  });

  it("goes on behind a cell that an interrupt has ended", async () => {
    interrupted("a", raise("KeyboardInterrupt"));
    expect(await run([step("a", { timeout: 20 }), ...plan("b", "c")])).toEqual(["error (timed-out)", "b", "c"]);
    expect(server.starts).toHaveLength(1);
  });

  it.each<[string, (cell: FakeCell) => void]>([
    ["ended by itself", (each) => each.end()],
    ["raised something else", raise("ValueError")],
  ])("does not tell what a lesson shows where an interrupted cell %s: another may have been hit", async (_, end) => {
    interrupted("a", end);
    await expect(run([step("a", { timeout: 20 }), ...plan("b", "c")])).rejects.toThrow(AheadFailure);
    await lock.alone(async () => undefined);
  });

  it("tells it where nothing was behind that cell", async () => {
    interrupted("b", (each) => each.end());
    expect(await run([step("a"), step("b", { timeout: 20 })])).toEqual(["a", " (timed-out)"]);
  });

  it("counts a cell's time from its own begin", async () => {
    server.cells["a"] = async (each) => {
      await setTimeout(300);
      each.end();
    };
    expect(await run([step("a"), step("b", { timeout: 200 })])).toEqual(["", "b"]);
  });

  it("gives a cell as long to begin as it would have without those before it", async () => {
    const timers = vi.spyOn(globalThis, "setTimeout");
    const begins = (): number => timers.mock.calls.filter(([, wait]) => wait === 60_000).length;
    const end = held("a");
    const done = run(plan("a", "b", "c"));
    await vi.waitFor(() => expect(server.sent).toEqual(["a", "b", "c"]));
    expect(begins()).toBe(1);
    end();
    await done;
  });

  it("leaves nothing where nobody reads on: neither a turn nor a timer", async () => {
    const steps = execute(plan("a", "b", "c", "d"));
    server.cells["c"] = () => undefined;
    await steps.next();
    await vi.waitFor(() => expect(server.executed).toContain("c"));
    await steps.return(undefined);
    await lock.alone(async () => undefined);
  });

  it("ends with the run, whatever waits", async () => {
    const aborting = new AbortController();
    held("a");
    const done = run(plan("a", "b", "c"), { signal: aborting.signal });
    await vi.waitFor(() => expect(server.sent).toEqual(["a", "b", "c"]));
    aborting.abort();
    await expect(done).rejects.toThrow("aborted");
    await lock.alone(async () => undefined);
  });
});

function told(packages: Readonly<Record<string, string>>, info: object = {}, isForeign = false): boolean {
  return takesCellsAhead({ info: { ...kernel.info, ...info }, isForeign }, { ...facts, packages });
}

describe("takesCellsAhead()", () => {
  it.each([
    ["6.28.0", false],
    ["6.29.0", true],
    ["6.31.0", true],
    ["7.0.0", false],
    ["7.3.1", false],
    ["7.4.0", true],
    ["7.5.0a1", true],
    ["8.0", true],
  ])("of ipykernel %s: %s", (ipykernel, expected) => {
    expect(told({ ipykernel })).toBe(expected);
  });

  it("says no where the kernel is another, does not tell its version, or is on somebody else's server", () => {
    expect(told({ ipykernel: "7.4.0" }, { implementation: "xpython" })).toBe(false);
    expect(told({})).toBe(false);
    expect(told({ ipykernel: "7.4.0" }, {}, true)).toBe(false);
  });
});
