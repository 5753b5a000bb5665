import { describe, expect, it } from "vitest";

import { LessonTime } from "../../src/run/lesson-time.ts";
import { seen } from "../check/examples.ts";

describe("LessonTime", () => {
  it("gives each cell its own time, and no more than is left for all", () => {
    const time = new LessonTime(1000);
    expect(time.timeoutOf(300)).toBe(300);
    time.note(seen([], { duration: 300 }), 300);
    time.note(seen([], { duration: 500 }), 600);
    expect([time.timeoutOf(100), time.timeoutOf(300)]).toEqual([100, 200]);
    expect(time.isOver).toBe(false);
  });

  it("is over where a cell was ended by it, not where one was by its own time-out or took too long unseen", () => {
    const time = new LessonTime(1000);
    time.note(seen([], { duration: 300, ending: { kind: "timed-out", timeout: 300, restarted: false } }), 300);
    expect(time.isOver).toBe(false);
    time.note(seen([], { duration: 701 }), 5000);
    expect([time.isOver, time.timeoutOf(5000)]).toEqual([false, 1]);
    time.note(seen([], { duration: 2, ending: { kind: "timed-out", timeout: 1, restarted: true } }), 5000);
    expect(time.isOver).toBe(true);
  });

  it("does not count a cell during which the connection was cut", () => {
    const time = new LessonTime(1000);
    time.note(seen([], { duration: 900, resumed: true }), 5000);
    expect(time.timeoutOf(5000)).toBe(1000);
  });
});
