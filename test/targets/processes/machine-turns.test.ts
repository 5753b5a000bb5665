import { beforeEach, describe, expect, it } from "vitest";

import { MachineTurns, type TurnTaker } from "../../../src/targets/processes/machine-turns.ts";
import { createGate, type Gate } from "../../kernel/gate.ts";

let turns: MachineTurns;
let log: string[];
beforeEach(() => {
  turns = new MachineTurns();
  log = [];
});

interface FakeTaker extends TurnTaker {
  /** What runs there, which a pause waits for. */
  readonly working: Gate;
}

/** A process that notes what is asked of it. */
function taker(name: string, { idle = true }: { readonly idle?: boolean } = {}): FakeTaker {
  const working = createGate();
  if (idle) working.open();
  return {
    working,
    async pause() {
      log.push(`${name} is to pause`);
      await working.opened;
      log.push(`${name} pauses`);
    },
    resume: () => void log.push(`${name} resumes`),
  };
}

async function joined(...takers: readonly TurnTaker[]): Promise<void> {
  for (const each of takers) await turns.join(each);
}

/** Notes when something has come to its end. */
function noted(promise: Promise<void>, words: string): Promise<void> {
  return promise.then(() => void log.push(words));
}

/** All that can happen by itself has happened. */
async function settled(): Promise<void> {
  await new Promise(setImmediate);
}

describe("MachineTurns", () => {
  it("lets one begin when all others pause, and resumes them at its end", async () => {
    const [a, b, c] = [taker("a"), taker("b", { idle: false }), taker("c")];
    await joined(a, b, c);
    const begun = noted(turns.begin(a), "a is alone");
    await settled();
    expect(log).toEqual(["b is to pause", "c is to pause", "c pauses"]);
    b.working.open();
    await begun;
    turns.end(a);
    expect(log.slice(3)).toEqual(["b pauses", "a is alone", "b resumes", "c resumes"]);
  });

  it("gives one turn after the other", async () => {
    const [a, b] = [taker("a"), taker("b")];
    await joined(a, b);
    await turns.begin(a);
    const second = noted(turns.begin(b), "b is alone");
    await settled();
    expect(log).toEqual(["b is to pause", "b pauses"]);
    turns.end(a);
    await second;
    expect(log.slice(2)).toEqual(["b resumes", "a is to pause", "a pauses", "b is alone"]);
    turns.end(b);
    await noted(turns.begin(a), "a is alone");
    expect(log.at(-1)).toBe("a is alone");
  });

  it("ends the turn of who leaves while it is alone", async () => {
    const [a, b] = [taker("a"), taker("b")];
    await joined(a, b);
    await turns.begin(a);
    const second = noted(turns.begin(b), "b is alone");
    turns.leave(a);
    await second;
    expect(log).toEqual(["b is to pause", "b pauses", "b resumes", "b is alone"]);
  });

  it("ends the turn of who leaves while others are to pause for it", async () => {
    const [a, b] = [taker("a"), taker("b", { idle: false })];
    await joined(a, b);
    void turns.begin(a);
    await settled();
    turns.leave(a);
    expect(log).toEqual(["b is to pause", "b resumes"]);
    await noted(turns.begin(b), "b is alone");
    expect(log.at(-1)).toBe("b is alone");
  });

  it("skips who leaves while it waits", async () => {
    const [a, b, c] = [taker("a"), taker("b"), taker("c")];
    await joined(a, b, c);
    await turns.begin(a);
    const gone = turns.begin(b);
    const third = noted(turns.begin(c), "c is alone");
    turns.leave(b);
    turns.end(a);
    await Promise.all([gone, third]);
    // All that paused is resumed, whether it is still there or not: it may come again.
    expect(log.slice(4)).toEqual(["b resumes", "c resumes", "a is to pause", "a pauses", "c is alone"]);
  });

  it("resumes who has left while it paused, since it may come again", async () => {
    const [a, b] = [taker("a"), taker("b")];
    await joined(a, b);
    await turns.begin(a);
    turns.leave(b);
    turns.leave(a);
    expect(log).toEqual(["b is to pause", "b pauses", "b resumes"]);
    await joined(a, b);
    await turns.begin(a);
  });

  it("lets nobody in while somebody is alone", async () => {
    const [a, b] = [taker("a"), taker("b")];
    await joined(a);
    await turns.begin(a);
    const joining = noted(turns.join(b), "b is in");
    await settled();
    expect(log).toEqual([]);
    turns.end(a);
    await joining;
    expect(log).toEqual(["b is in"]);
  });

  it("asks who has joined to pause for the next", async () => {
    const [a, b, c] = [taker("a"), taker("b"), taker("c")];
    await joined(a, b);
    await turns.begin(a);
    const next = noted(turns.begin(b), "b is alone");
    const joining = noted(turns.join(c), "c is in");
    turns.end(a);
    await next;
    expect(log.slice(2)).toEqual(["b resumes", "a is to pause", "c is to pause", "a pauses", "c pauses", "b is alone"]);
    turns.end(b);
    await joining;
    expect(log.slice(-3)).toEqual(["a resumes", "c resumes", "c is in"]);
  });

  it("does not wait for who is gone and cannot pause any more", async () => {
    const a = taker("a");
    const gone = { ...taker("b"), pause: async () => await Promise.reject(new Error("closed")) };
    await joined(a, gone);
    await noted(turns.begin(a), "a is alone");
    expect(log).toEqual(["a is alone"]);
  });
});
