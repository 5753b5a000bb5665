import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Interrupts } from "../../../src/kernel/zmq/interrupts.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

interface Kernel {
  readonly interrupts: Interrupts;
  /** What was done to it. */
  readonly done: string[];
  execution: number | undefined;
}

/** A kernel that executes something until it is woken so many times. */
function kernel(wakes: number): Kernel {
  const state: Omit<Kernel, "interrupts"> = { done: [], execution: 1 };
  const interrupts = new Interrupts({
    signal: () => state.done.push("signal"),
    wake: async () => {
      state.done.push("wake");
      if (state.done.filter((one) => one === "wake").length < wakes) await new Promise(() => undefined);
      state.execution = undefined;
    },
    execution: () => state.execution,
  });
  return Object.assign(state, { interrupts });
}

describe("Interrupts", () => {
  it("wakes a kernel whose cell goes on in spite of the signal", async () => {
    const waiting = kernel(1);
    waiting.interrupts.request();
    expect(waiting.done).toEqual(["signal"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(waiting.done).toEqual(["signal", "wake"]);
  });

  it("wakes none that is idle, and makes one of a thousand", async () => {
    const idle = kernel(1);
    idle.execution = undefined;
    for (let count = 0; count < 1000; count += 1) idle.interrupts.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(idle.done).toEqual(["signal"]);
    idle.interrupts.request();
    expect(idle.done).toEqual(["signal", "signal"]);
  });

  it("signals and wakes a cell that goes on once more, and a kernel that has wakes to answer never", async () => {
    const deaf = kernel(3);
    for (let count = 0; count < 1000; count += 1) deaf.interrupts.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(deaf.done).toEqual(["signal", "wake"]);
    deaf.interrupts.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(deaf.done).toEqual(["signal", "wake", "signal", "wake"]);
    deaf.execution = undefined;
    deaf.interrupts.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(deaf.done).toEqual(["signal", "wake", "signal", "wake"]);
  });

  it("spares the next cell, and one that began meanwhile only if it was meant", async () => {
    const quick = kernel(1);
    quick.interrupts.request();
    quick.interrupts.request();
    quick.execution = 2;
    await vi.advanceTimersByTimeAsync(1000);
    expect(quick.done).toEqual(["signal"]);
    quick.interrupts.request();
    quick.execution = 3;
    quick.interrupts.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(quick.done).toEqual(["signal", "signal", "signal", "wake"]);
  });
});
