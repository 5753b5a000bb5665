import { expect, it } from "vitest";

import { ShutdownQueue } from "../../src/engine/shutdown-queue.ts";
import { createGate, type Gate } from "../kernel/gate.ts";

const owner = {};

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
  await endings.begin(owner, first.work);
  expect(first.begun()).toBe(true);
  first.gate.open();
  await endings[Symbol.asyncDispose]();
});

it("ShutdownQueue.begin() lets only so much work go on at a time", async () => {
  const endings = new ShutdownQueue(1);
  const [first, second] = [heldWork(), heldWork()];
  await endings.begin(owner, first.work);
  const begun = endings.begin(owner, second.work);
  await Promise.resolve();
  expect(second.begun()).toBe(false);
  first.gate.open();
  await begun;
  expect(second.begun()).toBe(true);
  second.gate.open();
  await endings[Symbol.asyncDispose]();
});

it("ShutdownQueue.ended() waits for all work of its owner, and throws what failed of it", async () => {
  const endings = new ShutdownQueue(3);
  const [slow, other] = [heldWork(), {}];
  await endings.begin(owner, async () => {
    throw new Error("The folder could not be removed");
  });
  await endings.begin(owner, slow.work);
  await endings.begin(other, async () => undefined);
  await endings.ended(other);
  let told = false;
  const ended = endings.ended(owner).finally(() => (told = true));
  ended.catch(() => undefined);
  await endings.ended(other);
  expect(told).toBe(false);
  slow.gate.open();
  await expect(ended).rejects.toThrow("The folder could not be removed");
});

it("ShutdownQueue waits for all work when it is disposed, whatever fails", async () => {
  const endings = new ShutdownQueue(2);
  const slow = heldWork();
  await endings.begin(owner, async () => {
    throw new Error("The folder could not be removed");
  });
  await endings.begin({}, slow.work);
  let ended = false;
  const disposed = endings[Symbol.asyncDispose]().then(() => (ended = true));
  await endings.ended({});
  expect(ended).toBe(false);
  slow.gate.open();
  await disposed;
});

it("ShutdownQueue.ended() knows of nothing where nothing was begun", async () => {
  await new ShutdownQueue(1).ended(owner);
});
