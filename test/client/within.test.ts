import { getEventListeners } from "node:events";

import { describe, expect, it } from "vitest";

import { TimedOut, within } from "../../src/client/within.ts";

const never = new Promise<never>(() => undefined);

describe("within()", () => {
  it("gives what comes, and leaves no listener behind", async () => {
    const { signal } = new AbortController();
    expect(await within(Promise.resolve(1), 60_000, signal)).toBe(1);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("rejects when nothing comes in time", async () => {
    await expect(within(never, 5)).rejects.toThrow(new TimedOut("Nothing came for 0.005 s"));
  });

  it.each([
    ["its own error", new RangeError("ended"), new RangeError("ended")],
    ["any other reason", "ended", new Error("Aborted")],
  ])("rejects with %s when the signal is aborted", async (_, reason, error) => {
    const run = new AbortController();
    const waiting = expect(within(never, 60_000, run.signal)).rejects.toThrow(error);
    run.abort(reason);
    await waiting;
    await expect(within(Promise.resolve(1), 60_000, AbortSignal.abort(new RangeError("before")))).rejects.toThrow(
      "before",
    );
  });
});
