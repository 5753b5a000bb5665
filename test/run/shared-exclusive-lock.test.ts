import { once } from "node:events";

import { describe, expect, it } from "vitest";

import { Turns } from "../../src/run/shared-exclusive-lock.ts";

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

describe("Turns", () => {
  it("lets shared work run side by side", async () => {
    const [log, turns] = [[] as string[], new Turns()];
    const [a, b] = [held(log, "a"), held(log, "b")];
    const both = [turns.shared(a.work), turns.shared(b.work)];
    b.end();
    await both[1];
    a.end();
    await Promise.all(both);
    expect(log).toEqual(["a begins", "b begins", "b ends", "a ends"]);
  });

  it("runs exclusive work alone and before shared work that came later", async () => {
    const [log, turns] = [[] as string[], new Turns()];
    const [a, alone, b] = [held(log, "a"), held(log, "alone"), held(log, "b")];
    const all = [turns.shared(a.work), turns.alone(alone.work), turns.shared(b.work)];
    alone.end();
    b.end();
    a.end();
    await Promise.all(all);
    expect(log).toEqual(["a begins", "a ends", "alone begins", "alone ends", "b begins", "b ends"]);
  });

  it("runs two exclusive pieces one after the other", async () => {
    const [log, turns] = [[] as string[], new Turns()];
    const [a, b] = [held(log, "a"), held(log, "b")];
    const both = [turns.alone(a.work), turns.alone(b.work)];
    b.end();
    a.end();
    await Promise.all(both);
    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("tells when one begins to be alone, and when that ends", async () => {
    const log: unknown[] = [];
    const turns = new Turns((alone) => log.push(alone));
    await turns.shared(async () => await Promise.resolve(log.push("shared")));
    await turns.alone(async () => await Promise.resolve(log.push("work")));
    expect(log).toEqual(["shared", true, "work", false]);
  });

  it("goes on after work that throws", async () => {
    const turns = new Turns();
    await expect(turns.alone(async () => await Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    await expect(turns.shared(async () => await Promise.resolve("next"))).resolves.toBe("next");
  });
});
