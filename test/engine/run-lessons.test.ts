import { rm } from "node:fs/promises";

import { beforeEach, describe, expect, it } from "vitest";

import type { RunEvent } from "../../src/engine/run-events.ts";
import type { LessonToRun } from "../../src/engine/run-input.ts";
import { runLessons } from "../../src/engine/run-lessons.ts";
import type { FakeServer } from "../client/fake-server.ts";
import {
  execute,
  inputFor,
  kernelOf,
  kernelsLeft,
  lessonsFrom,
  lessonWith,
  openKernelServer,
  run,
  verdictsOf,
} from "./fake-run.ts";

let server: FakeServer;
beforeEach(async () => {
  server = await openKernelServer();
});

/** What the lesson's own cells were, in the order in which they were executed. */
function cells(): readonly string[] {
  return server.executed.filter((code) => /^(print|raise|hold)/.test(code));
}

function starts(): number {
  return server.requests.filter((request) => request === "POST /api/kernels").length;
}

/** An event in a word or two. */
function brief(event: RunEvent): string {
  switch (event.kind) {
    case "lesson-started":
      return `${event.run.lesson} started, ${event.steps} steps`;
    case "step-started":
      return `${event.run.lesson} step ${event.step} started`;
    case "step-judged":
      return `lesson ${event.lesson} judged at ${event.judged.observed.run.step ?? "set-up"}`;
    case "step-finished":
      return `${event.run.lesson} step ${event.step} ${event.verdict}`;
    case "lesson-ended":
      return `lesson ${event.lesson} ended`;
    case "lesson-finished":
      return `${event.run.lesson} ${event.verdict}`;
    case "kernel-ended":
      return `${event.kernel.name} ended`;
  }
}

function isEnd(told: string): boolean {
  return /^lesson \d+ ended$/.test(told);
}

const two = {
  "a.yaml": `  - code: print("1")\n    expect: "1"\n`,
  "b.yaml": `  - code: print("2")\n    expect: "3"\n`,
};

describe("runLessons()", () => {
  it("tells what happens in its order, prose left out of the numbers of steps", async () => {
    const lessons = await lessonsFrom({ "a.yaml": `  - prose: Prose\n${two["a.yaml"]}`, "b.yaml": two["b.yaml"] });
    const { events } = await run(await inputFor(server, lessons));
    const told = events.map(brief);
    // Kernels end while the next lesson runs.
    expect(told.filter((each) => isEnd(each))).toEqual(["lesson 0 ended", "lesson 1 ended"]);
    expect(told.filter((each) => !isEnd(each))).toEqual([
      "a started, 1 steps",
      "a step 1 started",
      "lesson 0 judged at 1",
      "a step 1 passed",
      "a passed",
      "b started, 1 steps",
      "b step 1 started",
      "lesson 1 judged at 0",
      "b step 1 failed",
      "b failed",
      "python3 ended",
    ]);
  });

  it("runs what was cloned, patterns with holes and captures too", async () => {
    const lesson = await lessonWith(
      `  - code: print("id 7 at 0.25 ms, spam")\n    expect: id $(n:int) at $(float) ms, $(/s.a?m/)\n` +
        `  - code: print("7")\n    expect: "$(=n)"\n`,
    );
    expect(verdictsOf((await run(await inputFor(server, [lesson]))).report)).toEqual(["passed", "passed"]);
  });

  it("leaves no kernel and no folder", async () => {
    const { left } = await run(await inputFor(server, await lessonsFrom(two), { jobs: 2 }));
    expect([left, kernelsLeft(server)]).toEqual([[], 0]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("throws a RangeError for %d jobs", async (jobs) => {
    const input = await inputFor(server, await lessonsFrom(two), { jobs });
    await expect(run(input)).rejects.toThrow(new RangeError(`jobs must be a whole number from 1, not ${jobs}`));
    expect(server.requests).toEqual([]);
  });

  it("runs on each kernel the lessons that are for it", async () => {
    const lessons = await lessonsFrom(two);
    const [first, second] = lessons;
    const kernels = [
      kernelOf(server, { name: "one", lessons: [second?.lesson.place.file ?? ""] }),
      kernelOf(server, { name: "two", lessons: [first?.lesson.place.file ?? ""] }),
      kernelOf(server, { name: "all" }),
    ];
    const { report } = await run(await inputFor(server, lessons, { kernels }));
    expect(report.lessons.map(({ runs }) => runs.map(({ kernel }) => kernel))).toEqual([
      ["two", "all"],
      ["one", "all"],
    ]);
    expect(report.kernels.map(({ name }) => name)).toEqual(["one", "two", "all"]);
    expect(server.starts.map(({ name }) => name)).toEqual(["one", "two", "all", "all"]);
  });

  it("runs so many lessons at a time as there are jobs", async () => {
    const held = `  - code: hold()\n`;
    const lessons = await lessonsFrom({ "a.yaml": held, "b.yaml": held, "c.yaml": held });
    const waiting: (() => void)[] = [];
    server.cells["hold()"] = (cell) => {
      waiting.push(() => cell.end());
      // The third can begin only when one of these has ended.
      if (waiting.length === 2) for (const go of waiting.splice(0)) go();
      if (cells().length === 3) cell.end();
    };
    const { report } = await run(await inputFor(server, lessons, { jobs: 2 }));
    expect(verdictsOf(report)).toEqual(["passed", "passed", "passed"]);
  });

  it("starts one kernel ahead, and none that nobody takes", async () => {
    const held = `  - code: hold()\n`;
    const lessons = await lessonsFrom({ "a.yaml": held, "b.yaml": held, "c.yaml": held });
    const began: number[] = [];
    server.cells["hold()"] = async (cell) => {
      const number = began.push(starts());
      // The last has none to wait for.
      while (starts() < Math.min(number + 1, 3)) await new Promise(setImmediate);
      cell.end();
    };
    expect(verdictsOf((await run(await inputFor(server, lessons))).report)).toEqual(["passed", "passed", "passed"]);
    expect([starts(), began.every((count, index) => count <= index + 2)]).toEqual([3, true]);
  });

  it("starts none ahead on somebody else's server", async () => {
    server = await openKernelServer({ foreign: true });
    const posted: number[] = [];
    server.cells['print("1")'] = (cell) => {
      posted.push(starts());
      execute(cell);
    };
    const { events } = await run(await inputFor(server, await lessonsFrom(two)));
    // Had one been started ahead, its request would have come when the first kernel was taken.
    expect([posted, starts()]).toEqual([[1], 2]);
    const ended = events.findIndex((event) => brief(event) === "a passed");
    expect(ended).toBeLessThan(events.findIndex((event) => brief(event) === "b started, 1 steps"));
  });

  it("gives a lesson of whose run nbproof fails the verdict error, and runs the others", async () => {
    const lessons = await lessonsFrom(two);
    const [first, second] = lessons;
    if (first === undefined || second === undefined) throw new Error("No lessons");
    // What no lesson can be: the plan of it throws.
    const broken = { ...first, solutions: [{ type: "code" }] } as unknown as LessonToRun;
    const { report, left } = await run(await inputFor(server, [broken, second]));
    expect(report.lessons[0]?.runs).toMatchObject([
      {
        verdict: "error",
        code: "internal",
        retries: 0,
        reason: expect.stringMatching(/^nbproof itself failed: TypeError: /),
      },
    ]);
    expect(report.lessons[0]?.runs[0]?.stack).toMatch(/^TypeError: .*\n +at /);
    expect(verdictsOf({ lessons: report.lessons.slice(1) })).toEqual(["failed (output-differs)"]);
    expect([left, kernelsLeft(server)]).toEqual([[], 0]);
  });

  it("ends with the signal's reason when it is aborted, and leaves no kernel and no folder", async () => {
    const stop = new AbortController();
    const lessons = await lessonsFrom({ "0.yaml": `  - code: hold()\n`, ...two });
    server.cells["hold()"] = () => stop.abort(new Error("enough"));
    const input = await inputFor(server, lessons);
    await expect(run(input, stop.signal)).rejects.toThrow("enough");
    const { left } = await run({ ...input, lessons: [] });
    expect([left, kernelsLeft(server)]).toEqual([[], 0]);
    expect(cells()).toEqual(["hold()"]);
  });

  it("does not begin when it is aborted already, even where there is nothing to run", async () => {
    const input = await inputFor(server, []);
    await expect(run(input, AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
  });

  it("ends the run when nobody reads it any more", async () => {
    const lessons = await lessonsFrom({ ...two, "b.yaml": `  - code: hold()\n` });
    server.cells["hold()"] = () => undefined;
    const input = await inputFor(server, lessons);
    for await (const event of runLessons(input)) if (brief(event) === "b step 1 started") break;
    expect(kernelsLeft(server)).toBe(0);
    expect((await run({ ...input, lessons: [] })).left).toEqual([]);
  });

  it("does nothing until somebody reads", async () => {
    await runLessons(await inputFor(server, await lessonsFrom(two))).return();
    expect(server.requests).toEqual([]);
  });

  it("gives the verdict error, and no bug, where there is no scratch folder", async () => {
    const input = await inputFor(server, await lessonsFrom(two));
    await rm(input.scratch, { recursive: true });
    const { report } = await run(input);
    const reason = expect.stringMatching(/^The lesson's folder cannot be made: ENOENT/);
    expect(report.lessons[0]?.runs[0]).toMatchObject({ verdict: "error", code: "kernel-start", reason, retries: 1 });
  });

  it("keeps the machine busy where that is wanted, and leaves it to a step that measures time", async () => {
    const lesson = await lessonWith(`  - code: print("1")\n    exclusive: true\n    expect: "1"\n`);
    const { report } = await run(await inputFor(server, [lesson], { conditions: { loaded: true } }));
    expect(verdictsOf(report)).toEqual(["passed"]);
  });
});
