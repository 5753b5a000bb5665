import { describe, expect, it } from "vitest";
import { adviseUnstable } from "../../src/engine/advise-unstable.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import type { Finding } from "../../src/model/finding.ts";
import { readFiles } from "../spec/read-files.ts";

async function lessonOf(): Promise<Lesson> {
  const { courses } = await readFiles({ "lesson.yaml": "title: T\nsteps:\n  - code: f()\n" }, ["lesson.yaml"]);
  const [lesson] = courses.flatMap(({ lessons }) => lessons);
  if (lesson === undefined) throw new Error("No lesson");
  return lesson;
}

const differing = (expected: string, actual: string, file = "lesson.yaml"): Finding => ({
  code: "output-differs",
  place: { file, line: 3, column: 5 },
  message: "The output differs",
  difference: { expected, actual },
});

describe("adviseUnstable()", () => {
  it.each([
    ["an address", "<f at 0x7f00aa>", "<f at 0x7f00bb>", "<f at $(hex)>"],
    ["a set, which has no order", "{'b', 'a'}", "{'a', 'b'}", "{$('a'|'b'), $('a'|'b')}"],
    ["a date", "on 2024-01-02", "on 2026-11-26", String.raw`on $(/\d{4}-\d{2}-\d{2}/)`],
  ])("writes the pattern for %s", async (what, expected, actual, pattern) => {
    const { advice } = adviseUnstable(differing(expected, actual), await lessonOf());
    expect(advice).toBe(
      `If it is another in each run (${what}), write \`${pattern}\`, or record the step: \`nbproof validate --update lesson.yaml:3\``,
    );
  });

  it("names no line to record in a file that lessons include", async () => {
    const { advice } = adviseUnstable(differing("at 0x7f00aa", "at 0x7f00bb", "included.yaml"), await lessonOf());
    expect(advice).toBe("If it is another in each run (an address), write `at $(hex)`");
  });

  it.each([
    ["a number, which may be wrong", differing("1 apple", "2 apples")],
    ["another set", differing("{'b', 'a'}", "{'a', 'c'}")],
    ["what is a pattern already", differing("$(int) at 0x7f00aa", "1 at 0x7f00bb")],
    ["a line too many", { ...differing("", ""), difference: { actual: "at 0x7f00bb" } }],
    ["another finding", { ...differing("at 0x7f00aa", "at 0x7f00bb"), code: "quotation-differs" as const }],
    ["what has its advice", { ...differing("at 0x7f00aa", "at 0x7f00bb"), advice: "Two spaces" }],
  ])("says nothing of %s", async (_, finding) => {
    expect(adviseUnstable(finding, await lessonOf())).toBe(finding);
  });

  it("says nothing of a notebook's saved output", async () => {
    const finding = differing("at 0x7f00aa", "at 0x7f00bb");
    expect(adviseUnstable(finding, { ...(await lessonOf()), cwd: "/" })).toBe(finding);
  });
});
