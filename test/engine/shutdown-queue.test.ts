import { expect, it } from "vitest";

import { ShutdownQueue } from "../../src/engine/shutdown-queue.ts";
import { createGate, type Gate } from "../kernel/gate.ts";

function heldWork(): { readonly work: () => Promise<void>; readonly gate: Gate; readonly begun: () => boolean } {
  const gate = createGate();
  let begun = false;
  const work = async (): Promise<void> => {
    begun = true;
    await gate.opened;
  };
  return { work, gate, begun: () => begun };
}

it("ShutdownQueue.begin() does not wait for the work", async () => {
  const endings = new ShutdownQueue(1);
  const first = heldWork();
  await endings.begin(first.work);
  expect(first.begun()).toBe(true);
  first.gate.open();
  await endings[Symbol.asyncDispose]();
});

it("ShutdownQueue.begin() lets only so much work go on at a time", async () => {
  const endings = new ShutdownQueue(1);
  const [first, second] = [heldWork(), heldWork()];
  await endings.begin(first.work);
  const begun = endings.begin(second.work);
  await Promise.resolve();
  expect(second.begun()).toBe(false);
  first.gate.open();
  await begun;
  expect(second.begun()).toBe(true);
  second.gate.open();
  await endings[Symbol.asyncDispose]();
});

it("ShutdownQueue waits for all work when it is disposed, and throws what failed", async () => {
  const endings = new ShutdownQueue(2);
  let ended = false;
  await endings.begin(async () => {
    throw new Error("The folder could not be removed");
  });
  await endings.begin(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    ended = true;
  });
  await expect(endings[Symbol.asyncDispose]()).rejects.toThrow("The folder could not be removed");
  expect(ended).toBe(true);
});
