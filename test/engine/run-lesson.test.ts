import { setTimeout } from "node:timers/promises";

import { beforeEach, describe, expect, it } from "vitest";

import type { RunEvent } from "../../src/engine/run-events.ts";
import type { FakeCell, FakeServer } from "../client/fake-server.ts";
import {
  die,
  execute,
  inputFor,
  kernelsLeft,
  lessonsFrom,
  lessonWith,
  openKernelServer,
  raise,
  run,
  verdictsOf,
  withStudent,
} from "./fake-run.ts";

let server: FakeServer;
beforeEach(async () => {
  server = await openKernelServer();
});

/** How often the server was asked for a kernel. */
function starts(): number {
  return server.starts.length;
}

/** Refuses the first kernels that are asked for, so many. */
function refuseStarts(count: number): void {
  let refused = 0;
  server.rest = ({ method, url }, response) => {
    if (method !== "POST" || url !== "/api/kernels" || refused >= count) return false;
    refused++;
    response.writeHead(500, { "content-type": "application/json" }).end('{"message": "no room"}');
    return true;
  };
}

/** The progress of steps, `step verdict`, in order. */
function told(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) => (event.kind === "step-finished" ? [`${event.step} ${event.verdict}`] : []));
}

const one = `  - code: print("1")\n    expect: "1"\n`;

describe("runLesson()", () => {
  it("runs a lesson again where the infrastructure failed, and takes the second run's word", async () => {
    refuseStarts(1);
    const { report } = await run(await inputFor(server, [await lessonWith(one)]));
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "passed", findings: [], retries: 1 }]);
    expect(report.lessons[0]?.runs[0]).not.toHaveProperty("reason");
    expect(verdictsOf(report)).toEqual(["passed"]);
  });

  it("tells of the infrastructure that failed twice, and why, for each step that would have run", async () => {
    refuseStarts(2);
    const { report, left } = await run(await inputFor(server, [await lessonWith(`  - prose: Prose\n${one}${one}`)]));
    const { reason, ...outcome } = report.lessons[0]?.runs[0] ?? {};
    expect(outcome).toMatchObject({ verdict: "error", code: "kernel-start", retries: 1 });
    expect(reason).toContain("no room");
    expect(verdictsOf(report)).toEqual([`error (${reason})`, `error (${reason})`]);
    expect([starts(), left]).toEqual([2, []]);
  });

  it("tells an infrastructure failure of no step that was not to be run", async () => {
    refuseStarts(2);
    const { report } = await run(await inputFor(server, [await lessonWith(one + one + one)], { until: 1 }));
    expect(report.lessons[0]?.steps.map(({ results }) => results.length)).toEqual([1, 1, 0]);
  });

  it("runs a lesson again where a step is lost, and tells both runs' steps as they come", async () => {
    let lost = 0;
    server.cells['print("2")'] = (cell) => {
      // Its reply comes, and not all of its output: another kind than a kernel that died in a cell.
      if (lost++ > 0) return execute(cell);
      cell.publish("display_data", { data: 1, metadata: [] });
      cell.end();
    };
    const { report, events } = await run(
      await inputFor(server, [await lessonWith(`${one}  - code: print("2")\n    expect: "2"\n`)]),
    );
    expect(told(events)).toEqual(["1 passed", "2 error", "1 passed", "2 passed"]);
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "passed", retries: 1 }]);
  });

  it("never runs again what the lesson is to blame for", async () => {
    server.cells['print("1")'] = die;
    const { report } = await run(await inputFor(server, [await lessonWith(one)]));
    expect(verdictsOf(report)).toEqual(["failed (kernel-died)"]);
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "failed", retries: 0 }]);
  });

  it("runs up to the step that is wanted, and the student edition not at all", async () => {
    const lesson = withStudent(await lessonWith(one + one + one), () => 'print("student")');
    const { report } = await run(await inputFor(server, [lesson], { until: 1 }));
    expect(report.lessons[0]?.steps.map(({ results }) => results.map(({ shown }) => shown))).toEqual([
      [undefined],
      ["1\n"],
      [],
    ]);
    expect(server.executed).not.toContain('print("student")');
  });
});

describe("runLesson() with a student edition", () => {
  it("does not run it where its cells are the same", async () => {
    await run(await inputFor(server, [await lessonWith(one)]));
    expect(starts()).toBe(1);
  });

  it("runs it in a kernel of its own, and says at which cell Run All stops", async () => {
    const lesson = withStudent(await lessonWith(one + one), () => 'raise NameError("x")');
    const { report, events } = await run(await inputFor(server, [lesson]));
    expect(verdictsOf(report)).toEqual(["failed (student-stops)", "failed (student-stops)"]);
    expect([starts(), kernelsLeft(server)]).toEqual([2, 0]);
    // It is no run of steps for those who watch or record.
    expect(events.filter(({ kind }) => kind === "step-judged" || kind === "step-started")).toHaveLength(4);
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "failed" }]);
  });

  it("executes there only what passed in the main run", async () => {
    const steps = `${one}  - code: print("skip")\n    requires: { platform: windows }\n`;
    const lesson = withStudent(await lessonWith(steps), (code) => code.replace("print", 'print("student")\nprint'));
    const { report } = await run(await inputFor(server, [lesson]));
    expect(verdictsOf(report)).toEqual(["passed", "skipped (needs windows, this is linux)"]);
    expect(server.executed.filter((code) => code.includes("student"))).toEqual(['print("student")\nprint("1")']);
  });

  it("leaves it out where the main run is not sound, or nobody wants it", async () => {
    const failing = withStudent(await lessonWith(one.replace('expect: "1"', 'expect: "2"')), () => 'print("student")');
    await run(await inputFor(server, [failing]));
    const lesson = withStudent(await lessonWith(one), () => 'print("student")');
    await run(await inputFor(server, [lesson], { solutionsOnly: true }));
    expect(server.executed).not.toContain('print("student")');
  });

  it("runs it where only a step's expectation is weak", async () => {
    const lesson = withStudent(await lessonWith(`  - code: print("1")\n    expect: $(any)\n`), () => 'raise E("x")');
    const { report } = await run(await inputFor(server, [lesson], { judging: { strict: true } }));
    expect(verdictsOf(report)).toEqual(["failed (student-stops, accepts-anything)"]);
  });

  it("runs all again where it is lost", async () => {
    const lesson = withStudent(await lessonWith(one), () => "student()");
    server.cells["student()"] = (cell) => {
      cell.publish("display_data", { data: 1, metadata: [] });
      cell.end();
    };
    const { report } = await run(await inputFor(server, [lesson]));
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "error", code: "output-dropped", retries: 1 }]);
    expect(starts()).toBe(4);
  });
});

describe("runLesson() with a set-up cell", () => {
  const course = {
    "course.yaml": "title: C\nlessons: [a.yaml]\nrepository: ada/course\nenvironment: [numpy]\n",
    "a.yaml": one,
  };

  it("reports what is wrong with it as the lesson's", async () => {
    server.otherwise = (cell) => (cell.code.includes("numpy") ? raise(cell, "OSError", "spam") : execute(cell));
    const { report } = await run(await inputFor(server, await lessonsFrom(course)));
    expect(verdictsOf(report)).toEqual(["passed"]);
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "failed", findings: [{ code: "error-raised" }] }]);
  });

  it("runs all again where it is lost: what follows ran without it", async () => {
    const setUps: FakeCell[] = [];
    server.otherwise = (cell) => {
      if (!cell.code.includes("numpy") || cell.silent) return execute(cell);
      setUps.push(cell);
      cell.publish("display_data", { data: 1, metadata: [] });
      cell.end();
    };
    const { report } = await run(await inputFor(server, await lessonsFrom(course)));
    expect(setUps).toHaveLength(2);
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "error", code: "output-dropped", retries: 1 }]);
    expect(verdictsOf(report)).toEqual([expect.stringMatching(/^error \(The kernel sent what no front end can show/)]);
  });
});

/** A lesson whose first step puts out something while the second runs. */
async function runLate(steps: string, late: (first: FakeCell) => void): Promise<Awaited<ReturnType<typeof run>>> {
  let first: FakeCell | undefined;
  server.cells["first()"] = (cell) => {
    first = cell;
    cell.print("1");
    cell.end();
  };
  server.cells["second()"] = (cell) => {
    if (first !== undefined) late(first);
    cell.print("12");
    cell.end();
  };
  return await run(await inputFor(server, [await lessonWith(steps)]));
}

function timed(steps: string, limit = "600ms"): string {
  return `title: T\ndeadline: ${limit}\nsteps:\n${steps}`;
}

const endless = `  - code: endless()\n`;

/** `endless()` ends when it is interrupted, as Python's own loops do. */
function makeEndless(): void {
  server.cells["endless()"] = (cell) => {
    cell.print("so far\n");
    server.interrupted = () => raise(cell, "KeyboardInterrupt", "");
  };
}

describe("runLesson() with a deadline", () => {
  it("ends it at the step in which the time is over, and runs nothing of the rest", async () => {
    makeEndless();
    const { report, events } = await run(await inputFor(server, [await lessonWith(timed(one + endless + one + one))]));
    const unrun = "skipped (it did not run: the lesson's deadline had passed)";
    expect(verdictsOf(report)).toEqual(["passed", "failed (deadline-passed)", unrun, unrun]);
    expect(report.lessons[0]?.steps[1]?.results[0]?.findings).toMatchObject([
      {
        place: { line: 2, column: 11 },
        message: "The lesson's cells did not end within 0.6 s, all together; the step at line 6 was interrupted",
        shown: "so far\n",
      },
    ]);
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "failed", retries: 0 }]);
    expect(server.executed.filter((code) => code === 'print("1")')).toHaveLength(1);
    expect(told(events)).toEqual(["1 passed", "2 failed", "3 skipped", "4 skipped"]);
  });

  it("says nothing of it where a cell's own time is over first, or all end in time", async () => {
    makeEndless();
    const short = `  - code: endless()\n    timeout: 20ms\n`;
    const { report } = await run(await inputFor(server, [await lessonWith(timed(short + one, "10s"))]));
    expect(verdictsOf(report)).toEqual(["failed (timed-out)", "passed"]);
  });

  it("takes no answer that was interrupted for one that does not end", async () => {
    makeEndless();
    const exercise = `  - exercise: X
    starter: print("s")
    solution: print("1")
    tests: { t: assert True }
    wrong: { w: { code: endless(), loops: yes } }
`;
    const { report } = await run(await inputFor(server, [await lessonWith(timed(exercise + one))]));
    expect(verdictsOf(report)[0]).toBe("failed (deadline-passed)");
  });

  it("counts both editions together, and says in which it was over", async () => {
    makeEndless();
    const lesson = withStudent(await lessonWith(timed(one + one)), (code) => code.replace('print("1")', "endless()"));
    const { report } = await run(await inputFor(server, [lesson]));
    expect(verdictsOf(report)).toEqual(["failed (deadline-passed)", "passed"]);
    const [finding] = report.lessons[0]?.steps[0]?.results[0]?.findings ?? [];
    expect(finding?.message).toContain("in the student edition the step at line 4 was interrupted");
  });

  it("gives a second try, after the infrastructure failed, the whole time again", async () => {
    let tries = 0;
    server.cells["slow()"] = async (cell) => {
      await setTimeout(tries === 0 ? 1000 : 700);
      if (tries++ === 0) cell.publish("display_data", { data: 1, metadata: [] });
      cell.end();
    };
    const { report } = await run(await inputFor(server, [await lessonWith(timed("  - code: slow()\n", "1.5s"))]));
    expect(verdictsOf(report)).toEqual(["passed"]);
    expect(report.lessons[0]?.runs).toMatchObject([{ retries: 1 }]);
  });

  it("tells as the lesson's that no cell but the set-up ran", async () => {
    server.otherwise = (cell) => {
      if (!cell.code.includes("numpy") || cell.silent) return execute(cell);
      server.interrupted = () => raise(cell, "KeyboardInterrupt", "");
    };
    const course = "title: C\nlessons: [a.yaml]\nrepository: ada/course\nenvironment: [numpy]\ndeadline: 50ms\n";
    const { report } = await run(await inputFor(server, await lessonsFrom({ "course.yaml": course, "a.yaml": one })));
    expect(report.lessons[0]?.runs).toMatchObject([
      {
        verdict: "failed",
        findings: [{ code: "deadline-passed", place: { file: expect.stringContaining("course.yaml"), line: 5 } }],
      },
    ]);
    expect(verdictsOf(report)).toEqual(["skipped (it did not run: the lesson's deadline had passed)"]);
  });
});

describe("runLesson() with late output", () => {
  it("judges all once more, so that captures are right", async () => {
    const steps = `  - code: first()\n    expect: $(n:int)\n  - code: second()\n    expect: $(=n)\n`;
    const { report, events } = await runLate(steps, (first) => first.print("2"));
    expect(told(events)).toEqual(["1 passed", "2 failed", "1 passed", "2 passed"]);
    expect(verdictsOf(report)).toEqual(["passed", "passed"]);
    expect(events.flatMap((event) => (event.kind === "step-judged" ? [event.judged.again] : []))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it("fails a step that had passed, for an error that came late", async () => {
    const { report, events } = await runLate(`  - code: first()\n    expect: "1"\n  - code: second()\n`, (first) =>
      first.publish("error", { ename: "ValueError", evalue: "late", traceback: [] }),
    );
    expect(told(events).slice(0, 1)).toEqual(["1 passed"]);
    expect(verdictsOf(report)).toEqual(["failed (error-raised)", "passed"]);
    expect(report.lessons[0]?.runs).toMatchObject([{ verdict: "failed", retries: 0 }]);
  });

  it("says once what each step showed", async () => {
    const { events } = await runLate(`  - code: first()\n  - code: second()\n`, () => undefined);
    expect(told(events)).toEqual(["1 passed", "2 passed"]);
  });
});
