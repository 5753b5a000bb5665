import { beforeEach, describe, expect, it } from "vitest";

import { ProcessLock } from "../../../src/targets/processes/process-lock.ts";
import { createGate, type Gate } from "../../kernel/gate.ts";

let log: string[];
/** The process that collects says: now. */
let allowed: Gate;
let lock: ProcessLock;
beforeEach(() => {
  log = [];
  allowed = createGate();
  lock = new ProcessLock({
    async alone() {
      log.push("asks to be alone");
      await allowed.opened;
    },
    aloneOver: {
      asEvent: async () => {
        log.push("is no longer alone");
        await Promise.resolve();
      },
    },
  });
});

function work(name: string, gate?: Gate): () => Promise<string> {
  return async () => {
    log.push(`${name} begins`);
    await gate?.opened;
    log.push(`${name} ends`);
    return name;
  };
}

/** All that can happen by itself has happened. */
async function settled(): Promise<void> {
  await new Promise(setImmediate);
}

describe("ProcessLock", () => {
  it("asks nobody for what runs beside others", async () => {
    await expect(lock.shared(work("a"))).resolves.toBe("a");
    expect(log).toEqual(["a begins", "a ends"]);
  });

  it("asks for the machine, then waits for what runs here", async () => {
    const gate = createGate();
    const beside = lock.shared(work("a", gate));
    const alone = lock.alone(work("alone"));
    await settled();
    expect(log).toEqual(["a begins", "asks to be alone"]);
    // What begins meanwhile is not held up: nobody is alone yet.
    await lock.shared(work("b"));
    allowed.open();
    await settled();
    expect(log.slice(2)).toEqual(["b begins", "b ends"]);
    gate.open();
    await expect(alone).resolves.toBe("alone");
    await beside;
    expect(log.slice(4)).toEqual(["a ends", "alone begins", "alone ends", "is no longer alone"]);
  });

  it("gives the machine back after work that throws", async () => {
    allowed.open();
    await expect(lock.alone(async () => await Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(log).toEqual(["asks to be alone", "is no longer alone"]);
    await lock.shared(work("a"));
  });

  it("pauses when nothing runs any more, and begins nothing until it is to resume", async () => {
    const gate = createGate();
    const running = lock.shared(work("a", gate));
    const paused = lock.pause().then(() => void log.push("paused"));
    const later = lock.shared(work("b"));
    await settled();
    expect(log).toEqual(["a begins"]);
    gate.open();
    await paused;
    await settled();
    expect(log).toEqual(["a begins", "a ends", "paused"]);
    lock.resume();
    await Promise.all([running, later]);
    expect(log.slice(3)).toEqual(["b begins", "b ends"]);
  });

  it("pauses again", async () => {
    for (const name of ["a", "b"]) {
      await lock.pause();
      const later = lock.shared(work(name));
      await settled();
      lock.resume();
      await later;
    }
    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("pauses for the next at once where it is to resume and to pause", async () => {
    await lock.pause();
    const later = lock.shared(work("a"));
    lock.resume();
    await lock.pause();
    lock.resume();
    await later;
    expect(log).toEqual(["a begins", "a ends"]);
  });

  it("does not pause for who is gone before it could: whoever is to resume runs on", async () => {
    const gate = createGate();
    const running = lock.shared(work("a", gate));
    const paused = lock.pause();
    lock.resume();
    gate.open();
    await Promise.all([running, paused]);
    await lock.shared(work("b"));
    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });
});
