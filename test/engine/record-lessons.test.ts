import { describe, expect, it } from "vitest";

import { recordLessons, type RecordedLessons } from "../../src/engine/record-lessons.ts";
import type { RunConditions } from "../../src/engine/shown-steps.ts";
import { DISTURB_CODE } from "../../src/run/kernel-code.ts";
import { lessonsFrom } from "./fake-run.ts";
import { fakeRun, type Shows } from "./shown.ts";

async function recorded(shows: Shows, asked?: RunConditions[]): Promise<RecordedLessons> {
  const step = `  - code: x()\n`;
  const lessons = (await lessonsFrom({ "a.yaml": step, "b.yaml": step })).map(({ lesson }) => lesson);
  const now = new Date("2026-11-22T09:00:00Z");
  return await recordLessons(lessons, { mode: "all", hashSeed: 2 ** 32 - 1, now, run: fakeRun(shows, asked) });
}

describe("recordLessons()", () => {
  it("runs twice, the second time on another day, with another seed and in a kernel that has been used", async () => {
    const asked: RunConditions[] = [];
    await recorded(() => ({ text: "1", verdict: "passed" }), asked);
    expect(asked).toEqual([
      { hashSeed: 2 ** 32 - 1, purpose: "run 1 of 2" },
      {
        hashSeed: 1_000_002,
        environment: { TZ: "<-1215>12:15" },
        prelude: DISTURB_CODE,
        purpose: "run 2 of 2",
      },
    ]);
  });

  it("makes of what lessons show the changes after which they pass", async () => {
    const { recordings, kernels, lost } = await recorded((_, { name }) => ({ text: name, verdict: "passed" }));
    expect(recordings.map(({ changes }) => changes)).toMatchObject([
      [{ change: { kind: "expect", variants: [{ parts: { shows: "a" } }] } }],
      [{ change: { kind: "expect", variants: [{ parts: { shows: "b" } }] } }],
    ]);
    expect([kernels.map(({ name }) => name), lost]).toEqual([["python3"], false]);
  });

  it("leaves a lesson alone for which the infrastructure failed in any run, and says why", async () => {
    const { recordings, lost } = await recorded(({ purpose }, { name }) => {
      return name === "a" && purpose === "run 2 of 2"
        ? { text: "", verdict: "error" }
        : { text: "1", verdict: "passed" };
    });
    const reason = "The run failed: The server is gone (python3)";
    expect(recordings[0]).toMatchObject({ changes: [], leftAlone: [{ place: { file: "a.yaml" }, reason }] });
    expect([recordings[1]?.changes.length, lost]).toEqual([1, true]);
  });
});
