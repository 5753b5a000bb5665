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
  busy: boolean;
}

function kernel(wakes: boolean): Kernel {
  const state: Omit<Kernel, "interrupts"> = { done: [], busy: true };
  const interrupts = new Interrupts({
    signal: () => state.done.push("signal"),
    wake: async () => {
      state.done.push("wake");
      if (!wakes) await new Promise(() => undefined);
      state.busy = false;
    },
    isBusy: () => state.busy,
  });
  return Object.assign(state, { interrupts });
}

describe("Interrupts", () => {
  it("wakes a kernel whose cell goes on in spite of the signal", async () => {
    const waiting = kernel(true);
    waiting.interrupts.request();
    expect(waiting.done).toEqual(["signal"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(waiting.done).toEqual(["signal", "wake"]);
  });

  it("wakes none that is idle, and makes one of a thousand", async () => {
    const idle = kernel(true);
    idle.busy = false;
    for (let count = 0; count < 1000; count += 1) idle.interrupts.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(idle.done).toEqual(["signal"]);
    idle.interrupts.request();
    expect(idle.done).toEqual(["signal", "signal"]);
  });

  it("signals a cell that goes on once more, and wakes it no second time before it has answered", async () => {
    const deaf = kernel(false);
    deaf.interrupts.request();
    deaf.interrupts.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(deaf.done).toEqual(["signal", "wake", "signal"]);
    deaf.interrupts.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(deaf.done).toEqual(["signal", "wake", "signal", "signal"]);
  });
});
