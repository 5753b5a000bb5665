import { describe, expect, it } from "vitest";

import type { QueuedLesson } from "../../../src/engine/lesson-source.ts";
import type { LessonOutcome, RunEvent } from "../../../src/engine/run-events.ts";
import type { Progress, ProgressRun } from "../../../src/model/progress.ts";
import { HandedLessons, type LessonHand } from "../../../src/targets/processes/handed-lessons.ts";
import { lessonOf } from "../../check/examples.ts";

function queued(index: number): QueuedLesson {
  const lesson = { ...lessonOf(), name: `l${index}`, place: { file: fileOf(index), line: 1, column: 1 } };
  return { lesson, solutions: [], student: [], index };
}

function fileOf(index: number): string {
  return `l${index}.yaml`;
}

function runOf(index: number): ProgressRun {
  return { file: fileOf(index), lesson: `l${index}`, kernel: "python3" };
}

/** So many lessons for two processes, and all that is told of them. */
function handed(
  count: number,
  retries = 1,
): { readonly lessons: HandedLessons; readonly told: readonly string[]; readonly outcomes: readonly LessonOutcome[] } {
  const told: string[] = [];
  const outcomes: LessonOutcome[] = [];
  const emit = (event: RunEvent): void => {
    told.push(brief(event));
    if (event.kind === "lesson-ended") outcomes.push(event.outcome);
  };
  const lessons = Array.from({ length: count }, (_, index) => queued(index));
  return { lessons: new HandedLessons({ lessons, kernel: "python3", processes: 2, retries, emit }), told, outcomes };
}

/** An event in a few words. */
function brief(event: RunEvent): string {
  if (event.kind === "lesson-ended") return `${event.lesson} ended ${event.outcome.verdict}`;
  if (event.kind === "lesson-finished") return `${event.run.lesson} finished ${event.verdict}`;
  return "run" in event ? `${event.run.lesson} ${event.kind}` : event.kind;
}

function take(hand: LessonHand, count: number, ahead = false): readonly (number | undefined)[] {
  return Array.from({ length: count }, () => hand.next(ahead)?.index);
}

function started(index: number): Progress {
  return { kind: "lesson-started", run: runOf(index), steps: 1 };
}

function finished(index: number): Progress {
  return { kind: "lesson-finished", run: runOf(index), verdict: "passed", duration: 1 };
}

function ended(index: number, more: Partial<LessonOutcome> = {}): RunEvent {
  const outcome: LessonOutcome = {
    results: new Map(),
    findings: [],
    verdict: "passed",
    retries: 0,
    duration: 1,
    ...more,
  };
  return { kind: "lesson-ended", lesson: index, kernel: "python3", outcome };
}

/** A lesson from its beginning to its end. */
function runs(hand: LessonHand, index: number): void {
  for (const event of [started(index), finished(index), ended(index)]) hand.tell(event);
}

describe("HandedLessons", () => {
  it("gives each lesson once, in their order, to whoever asks", () => {
    const { lessons } = handed(3);
    const [one, other] = [lessons.handTo(), lessons.handTo()];
    expect([one, other, one, other].flatMap((hand) => take(hand, 1))).toEqual([0, 1, 2, undefined]);
    expect(lessons.isEmpty).toBe(true);
  });

  it("denies what is asked for ahead where fewer are left than there are processes", () => {
    const hand = handed(4).lessons.handTo();
    expect(take(hand, 4, true)).toEqual([0, 1, 2, undefined]);
    expect(take(hand, 2)).toEqual([3, undefined]);
  });

  it("hands on what is told of a lesson that runs to its end", () => {
    const { lessons, told, outcomes } = handed(1);
    const hand = lessons.handTo();
    take(hand, 1);
    expect(hand.hasRun).toBe(false);
    runs(hand, 0);
    expect(hand.hasRun).toBe(true);
    hand.lost("SIGKILL");
    expect(told).toEqual(["l0 lesson-started", "l0 finished passed", "0 ended passed"]);
    expect(outcomes).toMatchObject([{ retries: 0 }]);
    expect(outcomes[0]).not.toHaveProperty("retried");
    expect(lessons.isEmpty).toBe(true);
  });

  it("gives a lesson again whose process was lost, tells once that it began, and says why it was retried", () => {
    const { lessons, told, outcomes } = handed(1);
    const first = lessons.handTo();
    take(first, 1);
    first.tell(started(0));
    first.lost("SIGKILL");
    const second = lessons.handTo();
    expect(take(second, 1)).toEqual([0]);
    runs(second, 0);
    expect(told).toEqual(["l0 lesson-started", "l0 finished passed", "0 ended passed"]);
    expect(outcomes).toMatchObject([{ verdict: "passed", retries: 1, retried: ["SIGKILL"] }]);
  });

  it("adds to the retries that the process has made itself", () => {
    const { lessons, outcomes } = handed(1);
    const first = lessons.handTo();
    take(first, 1);
    first.tell(started(0));
    first.lost("SIGKILL");
    const second = lessons.handTo();
    take(second, 1);
    second.tell(ended(0, { retries: 1, retried: ["no answer"] }));
    expect(outcomes).toMatchObject([{ retries: 2, retried: ["SIGKILL", "no answer"] }]);
  });

  it("tells once that a lesson finished whose kernels were still ending", () => {
    const { lessons, told, outcomes } = handed(1);
    const first = lessons.handTo();
    take(first, 1);
    first.tell(started(0));
    first.tell(finished(0));
    first.lost("SIGKILL");
    const second = lessons.handTo();
    take(second, 1);
    runs(second, 0);
    expect(told).toEqual(["l0 lesson-started", "l0 finished passed", "0 ended passed"]);
    expect(outcomes).toMatchObject([{ retries: 1 }]);
  });

  it.each<[times: number, retries: number]>([
    [2, 1],
    [1, 0],
    [3, 2],
  ])("gives a lesson up that has lost %i processes where %i retries are allowed", (times, retries) => {
    const { lessons, told, outcomes } = handed(1, retries);
    for (let loss = 1; loss <= times; loss += 1) {
      const hand = lessons.handTo();
      expect(take(hand, 1)).toEqual([0]);
      hand.tell(started(0));
      hand.lost(`loss ${loss}`);
    }
    expect(take(lessons.handTo(), 1)).toEqual([undefined]);
    expect(told).toEqual(["l0 lesson-started", "l0 finished error", "0 ended error"]);
    const earlier = Array.from({ length: retries }, (_, index) => `loss ${index + 1}`);
    expect(outcomes).toMatchObject([{ verdict: "error", code: "server-lost", reason: `loss ${times}`, retries }]);
    expect(outcomes[0]?.retried ?? []).toEqual(earlier);
  });

  it("takes back what had not begun, in its order and at no cost", () => {
    const { lessons, outcomes } = handed(5);
    const [one, other] = [lessons.handTo(), lessons.handTo()];
    expect([...take(one, 2), ...take(other, 2)]).toEqual([0, 1, 2, 3]);
    other.tell(started(2));
    other.lost("SIGKILL");
    one.lost("SIGKILL");
    const next = lessons.handTo();
    expect(take(next, 6)).toEqual([0, 1, 2, 3, 4, undefined]);
    for (const index of [0, 1, 2, 3, 4]) runs(next, index);
    expect(outcomes.map(({ retries }) => retries)).toEqual([0, 0, 1, 0, 0]);
  });

  it("keeps the order where the later lessons are lost later", () => {
    const { lessons } = handed(5);
    const [one, other] = [lessons.handTo(), lessons.handTo()];
    take(one, 2);
    take(other, 2);
    one.lost("SIGKILL");
    other.lost("SIGKILL");
    expect(take(lessons.handTo(), 5)).toEqual([0, 1, 2, 3, 4]);
  });

  it("leaves the lessons of others alone", () => {
    const { lessons, told } = handed(2);
    const [one, other] = [lessons.handTo(), lessons.handTo()];
    take(one, 1);
    take(other, 1);
    one.tell(started(0));
    other.tell(started(1));
    one.lost("SIGKILL");
    runs(other, 1);
    other.lost("SIGKILL");
    expect(take(lessons.handTo(), 2)).toEqual([0, undefined]);
    expect(told).toContain("1 ended passed");
  });
});
