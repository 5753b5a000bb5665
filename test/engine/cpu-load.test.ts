import { setTimeout as sleep } from "node:timers/promises";

import { expect, it } from "vitest";

import { startCpuLoad } from "../../src/engine/cpu-load.ts";

/** Resolves once this process has used a processor for so many microseconds: what waits here uses none. */
async function isUsed(microseconds: number): Promise<true> {
  const { user } = process.cpuUsage();
  while (process.cpuUsage().user - user < microseconds) await sleep(20);
  return true;
}

it("startCpuLoad() keeps a processor busy, and again after it was paused", async () => {
  const load = startCpuLoad(1);
  expect(await isUsed(200_000)).toBe(true);
  load.pause(true);
  load.pause(false);
  expect(await isUsed(200_000)).toBe(true);
  await load[Symbol.asyncDispose]();
});
