import { setTimeout } from "node:timers/promises";

import { afterEach, describe, expect, it, vi } from "vitest";

import { settlesWithin } from "../../../src/kernel/zmq/settles-within.ts";

const never = new Promise(() => undefined);

afterEach(() => {
  vi.useRealTimers();
});

describe("settlesWithin()", () => {
  it.each<[string, () => Promise<unknown>, AbortSignal | undefined, boolean]>([
    ["is settled", async () => await Promise.resolve(), undefined, true],
    ["failed", async () => await Promise.reject(new Error("failed")), undefined, true],
    ["settles in time", async () => await setTimeout(10), undefined, true],
    ["does not settle", async () => await never, undefined, false],
    ["nobody waits for", async () => await never, AbortSignal.abort(), false],
    ["nobody waits for any more", async () => await never, AbortSignal.timeout(10), false],
  ])("tells of what %s", async (_, promised, signal, expected) => {
    expect(await settlesWithin(promised(), 100, signal)).toBe(expected);
  });

  it("leaves no timer behind where it is aborted", async () => {
    vi.useFakeTimers();
    const stop = new AbortController();
    const settled = settlesWithin(never, 10_000, stop.signal);
    stop.abort();
    expect([await settled, vi.getTimerCount()]).toEqual([false, 0]);
  });
});
