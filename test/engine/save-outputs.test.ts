import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { prepareCourses } from "../../src/api/prepare-courses.ts";
import { readCourse } from "../../src/api/read-course.ts";
import { emptyLessonReport } from "../../src/engine/lesson-report.ts";
import type { RunEvent } from "../../src/engine/run-events.ts";
import { OutputsSaver } from "../../src/engine/save-outputs.ts";
import type { LessonReport } from "../../src/model/report.ts";
import { folderOf } from "../spec/read-files.ts";
import { judged, type JudgedEvent } from "./shown.ts";

const lesson = (expected: string): string => `title: One\nsteps:\n  - { id: c, code: "print(f())"${expected} }\n`;
const passing = { text: "1", verdict: "passed" } as const;

/** The folder of a lesson of one cell, `one.yaml`, and what saves what a run told of it. */
async function open(
  expected = ', expect: "$(int)"',
  signal: AbortSignal = new AbortController().signal,
): Promise<{
  readonly cwd: string;
  readonly save: (
    events: readonly RunEvent[],
    ...runs: readonly Partial<LessonReport["runs"][number]>[]
  ) => Promise<readonly string[]>;
}> {
  const cwd = await folderOf({ "one.yaml": lesson(expected) });
  const save = async (
    ...[events, ...runs]: Parameters<Awaited<ReturnType<typeof open>>["save"]>
  ): Promise<readonly string[]> => {
    const { course } = await readCourse("one.yaml", { cwd });
    const { rendered } = await prepareCourses(course === undefined ? [] : [course], { cwd });
    const saver = await OutputsSaver.open(rendered);
    for (const event of events) saver.note(event);
    const whole = { kernel: "python3", verdict: "passed", findings: [], retries: 0, duration: 0 } as const;
    const reports = rendered.map((each) => ({
      ...emptyLessonReport(each.lesson),
      runs: runs.map((run) => ({ ...whole, ...run })),
    }));
    const lines: string[] = [];
    for await (const line of saver.save(reports, { cwd, signal })) lines.push(line);
    return lines;
  };
  return { cwd, save };
}

function on(kernel: string, event: JudgedEvent, version: string): JudgedEvent {
  const { judged: said } = event;
  return { ...event, kernel, judged: { ...said, facts: { ...said.facts, version } } };
}

async function recorded(cwd: string): Promise<string> {
  return await readFile(join(cwd, "recorded/one.json"), "utf8").catch(() => "nothing");
}

describe("OutputsSaver", () => {
  it("records what a lesson showed that passed, and writes nothing where that is there already", async () => {
    const { cwd, save } = await open();
    expect(await save([judged(0, { ...passing, text: "9" }), judged(0, passing)], {})).toEqual([
      "recorded/one.json is written",
    ]);
    const text = await recorded(cwd);
    expect(text).toContain('"1\\n"');
    expect(await save([judged(0, { ...passing, text: "2" })], {})).toEqual([
      "recorded/one.json has these outputs already",
    ]);
    expect(await recorded(cwd)).toBe(text);
  });

  it("writes nothing once it is stopped", async () => {
    const { cwd, save } = await open(undefined, AbortSignal.abort());
    expect(await save([judged(0, passing)], {})).toEqual([
      "recorded/one.json is left as it was: nbproof was stopped before it was written",
    ]);
    expect(await recorded(cwd)).toBe("nothing");
  });

  it.each([
    ["failed", [{ verdict: "failed" }], "the lesson did not pass on python3"],
    ["was lost", [{ verdict: "error", reason: "gone" }], "the lesson did not pass on python3"],
    ["failed on one kernel", [{}, { kernel: "other", verdict: "failed" }], "the lesson did not pass on other"],
    ["was skipped", [{ verdict: "skipped", reason: "needs Python 3.99" }], "the lesson was skipped: needs Python 3.99"],
    ["did not run", [], "the lesson did not run"],
  ] as const)("leaves the record of a lesson that %s", async (_, runs, why) => {
    const { cwd, save } = await open();
    expect(await save([judged(0, passing)], ...runs)).toEqual([`recorded/one.json is left as it was: ${why}`]);
    expect(await recorded(cwd)).toBe("nothing");
  });

  it("records each kernel's own, and what the first showed first", async () => {
    const { cwd, save } = await open();
    const other = on("other", judged(0, { ...passing, text: "2" }), "3.13.0");
    await save([other, judged(0, passing)], {}, { kernel: "other" });
    const { kernels, cells }: { kernels: { version: string }[]; cells: { shown: unknown[] }[] } = JSON.parse(
      await recorded(cwd),
    );
    expect(kernels.map(({ version }) => version)).toEqual(["3.12.1", "3.13.0"]);
    expect(cells[0]?.shown).toMatchObject([
      { kernels: [0], outputs: [{ text: ["1\n"] }] },
      { kernels: [1], outputs: [{ text: ["2\n"] }] },
    ]);
  });

  it("writes anew what cannot be read", async () => {
    const { cwd, save } = await open();
    await save([judged(0, passing)], {});
    await writeFile(join(cwd, "recorded/one.json"), "{");
    expect(await save([judged(0, passing)], {})).toEqual(["recorded/one.json is written"]);
  });

  it("records nothing that is too much to be read", async () => {
    const { cwd, save } = await open("");
    const long = { ...passing, text: "1".repeat(21_000_000) };
    expect(await save([judged(0, long)], {})).toEqual([
      expect.stringMatching(
        /^recorded\/one\.json is left as it was: the outputs take 21,\d{3},\d{3} bytes, and 20,000,000 can be recorded$/,
      ),
    ]);
    expect(await recorded(cwd)).toBe("nothing");
  });

  it("records nothing that the lesson would refuse, and says what and where", async () => {
    const { save } = await open();
    expect(await save([judged(0, { ...passing, text: "a" })], {})).toEqual([
      "recorded/one.json is left as it was: outputs alone do not tell that the lesson passes: The output differs from what is expected (one.yaml:3)",
    ]);
  });

  it("says where it cannot write, and leaves what is there", async () => {
    const { cwd, save } = await open();
    await writeFile(join(cwd, "recorded"), "a file");
    await expect(save([judged(0, passing)], {})).rejects.toThrow("a file stands where a folder is due");
    expect(await readFile(join(cwd, "recorded"), "utf8")).toBe("a file");
  });
});
