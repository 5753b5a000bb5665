import { once } from "node:events";

import { describe, expect, it } from "vitest";

import { SharedExclusiveLock } from "../../src/run/shared-exclusive-lock.ts";

/** Work that ends when told to, and writes down when it began. */
function held(log: string[], name: string): { work: () => Promise<void>; end: () => void } {
  const ending = new AbortController();
  const ended = once(ending.signal, "abort");
  const work = async (): Promise<void> => {
    log.push(`${name} begins`);
    await ended;
    log.push(`${name} ends`);
  };
  return { work, end: () => ending.abort() };
}

describe("SharedExclusiveLock", () => {
  it("lets shared work run side by side", async () => {
    const [log, lock] = [[] as string[], new SharedExclusiveLock()];
    const [a, b] = [held(log, "a"), held(log, "b")];
    const both = [lock.shared(a.work), lock.shared(b.work)];
    b.end();
    await both[1];
    a.end();
    await Promise.all(both);
    expect(log).toEqual(["a begins", "b begins", "b ends", "a ends"]);
  });

  it("runs exclusive work alone and before shared work that came later", async () => {
    const [log, lock] = [[] as string[], new SharedExclusiveLock()];
    const [a, alone, b] = [held(log, "a"), held(log, "alone"), held(log, "b")];
    const all = [lock.shared(a.work), lock.alone(alone.work), lock.shared(b.work)];
    alone.end();
    b.end();
    a.end();
    await Promise.all(all);
    expect(log).toEqual(["a begins", "a ends", "alone begins", "alone ends", "b begins", "b ends"]);
  });

  it("runs two exclusive pieces one after the other", async () => {
    const [log, lock] = [[] as string[], new SharedExclusiveLock()];
    const [a, b] = [held(log, "a"), held(log, "b")];
    const both = [lock.alone(a.work), lock.alone(b.work)];
    b.end();
    a.end();
    await Promise.all(both);
    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("tells when one begins to be alone, and when that ends", async () => {
    const log: unknown[] = [];
    const lock = new SharedExclusiveLock((alone) => log.push(alone));
    await lock.shared(async () => await Promise.resolve(log.push("shared")));
    await lock.alone(async () => await Promise.resolve(log.push("work")));
    expect(log).toEqual(["shared", true, "work", false]);
  });

  it("goes on after work that throws", async () => {
    const lock = new SharedExclusiveLock();
    await expect(lock.alone(async () => await Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    await expect(lock.shared(async () => await Promise.resolve("next"))).resolves.toBe("next");
  });
});
