import { beforeEach, describe, expect, it } from "vitest";

import { connectServer } from "../../src/client/server.ts";
import { LessonQueue } from "../../src/engine/lesson-queue.ts";
import { type LessonSource, lessonsInOrder } from "../../src/engine/lesson-source.ts";
import { lessonsOn } from "../../src/engine/run-input.ts";
import { ShutdownQueue } from "../../src/engine/shutdown-queue.ts";
import { SharedExclusiveLock } from "../../src/run/shared-exclusive-lock.ts";
import type { FakeCell, FakeServer } from "../client/fake-server.ts";
import { inputFor, kernelOf, kernelsLeft, lessonsFrom, openKernelServer } from "./fake-run.ts";

let server: FakeServer;
beforeEach(async () => {
  server = await openKernelServer();
});

interface Asked {
  /** Of each lesson that was asked for, whether it was ahead. */
  readonly asked: readonly boolean[];
  /** How many kernels were started before any lesson ended. */
  readonly atFirst: number;
  readonly told: readonly string[];
}

interface QueueOptions {
  readonly jobs: number;
  readonly lessons?: number;
  /** How many kernels are started before any lesson ends. */
  readonly first: number;
  /** Of what is asked for ahead, so much is given. */
  readonly given?: number;
}

/** Runs lessons of one cell that is held until nothing more begins. */
async function runQueue({ jobs, lessons: count = 6, first, given = Infinity }: QueueOptions): Promise<Asked> {
  const files = Array.from({ length: count }, (_, index) => [`l${index}.yaml`, `  - code: hold()\n`] as const);
  const lessons = await lessonsFrom(Object.fromEntries(files));
  const { lessons: _, kernels: __, ...input } = await inputFor(server, lessons, { jobs });
  const target = kernelOf(server);
  const [asked, told]: [boolean[], string[]] = [[], []];
  const order = lessonsInOrder(lessonsOn(target, lessons));
  let ahead = 0;
  const source: LessonSource = {
    async next(isAhead) {
      asked.push(isAhead);
      // Another process has to be asked.
      await new Promise(setImmediate);
      return isAhead && (ahead += 1) > given ? undefined : await order.next(isAhead);
    },
  };
  const waiting: FakeCell[] = [];
  let atFirst: number | undefined;
  server.cells["hold()"] = async (cell) => {
    if (atFirst !== undefined) return cell.end();
    waiting.push(cell);
    if (waiting.length < Math.min(jobs, count)) return;
    atFirst = await startsAfter(first);
    for (const each of waiting) each.end();
  };
  await using endings = new ShutdownQueue(jobs);
  const settings = await connectServer(target.server);
  const { signal } = new AbortController();
  const seen = { facts: new Map(), late: new Set<string>() };
  const context = { input, target, settings, lock: new SharedExclusiveLock(), endings, signal, seen };
  await using queue = new LessonQueue(source, context, (event) => {
    if (event.kind === "lesson-ended") told.push(`${event.lesson} ${event.outcome.verdict}`);
  });
  await queue.run();
  return { asked, atFirst: atFirst ?? 0, told: told.toSorted() };
}

function starts(): number {
  return server.requests.filter((request) => request === "POST /api/kernels").length;
}

/** How many kernels are started where so many are expected: one more would be within a few turns of the event loop. */
async function startsAfter(expected: number): Promise<number> {
  for (let turns = 0; turns < 100; turns += starts() < expected ? 0 : 1) await new Promise(setImmediate);
  return starts();
}

const allPassed = Array.from({ length: 6 }, (_, index) => `${index} passed`);

describe("LessonQueue", () => {
  it.each([1, 2, 3])("starts as many kernels ahead as there are jobs: %i", async (jobs) => {
    const { atFirst, told } = await runQueue({ jobs, first: 2 * jobs });
    expect([atFirst, told]).toEqual([2 * jobs, allPassed]);
    expect([starts(), kernelsLeft(server)]).toEqual([6, 0]);
  });

  it("starts no more ahead than it is given, and runs the rest all the same", async () => {
    const { atFirst, told } = await runQueue({ jobs: 2, first: 3, given: 1 });
    expect([atFirst, told]).toEqual([3, allPassed]);
    expect(starts()).toBe(6);
  });

  it("starts none ahead on somebody else's server, and asks for none", async () => {
    server = await openKernelServer({ foreign: true });
    const { asked, atFirst, told } = await runQueue({ jobs: 2, first: 2 });
    expect([atFirst, told]).toEqual([2, allPassed]);
    expect(asked).not.toContain(true);
  });

  it("ends with more jobs than lessons", async () => {
    const { told } = await runQueue({ jobs: 3, lessons: 1, first: 1 });
    expect(told).toEqual(["0 passed"]);
  });
});
