import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import type { LessonReport, Report } from "../../src/model/report.ts";
import { CourseCopy } from "./course-copy.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

const LESSON = "memory-management.yaml";

interface Validated {
  readonly exitCode: number | null;
  readonly report: Report;
  readonly stdout: string;
}

async function validate(course: CourseCopy, lesson = LESSON): Promise<Validated> {
  const json = join(dirname(course.folder), "report.json");
  const kernel = dirname(dirname(await pythonEnvironment()));
  const args = ["validate", join(course.folder, lesson), "--kernel", kernel, "--json", json];
  const { exitCode, stdout, stderr } = await runNbproof(args, { cwd: course.folder });
  try {
    return { exitCode, stdout, report: JSON.parse(await readFile(json, "utf8")) as Report };
  } catch (cause) {
    throw new Error(`nbproof ended with ${exitCode}: ${stdout}\n${stderr}`, { cause });
  }
}

/** `line code: message` of each finding, by the order of the steps. */
function findings(report: Report): readonly string[] {
  return report.lessons
    .flatMap((lesson) => [...lesson.runs.flatMap((run) => run.findings), ...stepFindings(lesson)])
    .map(({ place, code, message }) => `${place.line} ${code}: ${message}`);
}

function stepFindings(lesson: LessonReport): LessonReport["runs"][number]["findings"] {
  return lesson.steps.flatMap((step) => step.results.flatMap((result) => result.findings));
}

function verdicts(report: Report): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of report.lessons.flatMap((lesson) => lesson.steps.flatMap((step) => step.results))) {
    counts[result.verdict] = (counts[result.verdict] ?? 0) + 1;
  }
  return counts;
}

/** Faults in steps of their own at the end of the lesson: what each is, and the finding, its line counted from the first. */
const appended: readonly (readonly [fault: string, steps: string, line: number, finding: string])[] = [
  [
    "a cell that raises",
    "  - code: |\n      fine = 1\n      {}['missing']\n",
    2,
    "error-raised: The cell raised KeyError: 'missing'",
  ],
  [
    "an infinite loop",
    "  - timeout: 2s\n    code: |\n      while True: pass\n",
    2,
    "timed-out: The cell did not end within 2 s; it was interrupted",
  ],
  [
    "an endless await",
    "  - timeout: 2s\n    code: |\n      import asyncio\n      await asyncio.sleep(3600)\n",
    2,
    "timed-out: The cell did not end within 2 s; it was interrupted",
  ],
  [
    "a loop that refuses to be interrupted",
    "  - timeout: 2s\n    code: |\n      import signal\n      signal.signal(signal.SIGINT, signal.SIG_IGN)\n      while True: pass\n",
    2,
    "timed-out: The cell did not end within 2 s; an interrupt did not help, so the kernel was restarted",
  ],
  [
    "os._exit(3)",
    "  - code: |\n      import os\n      os._exit(3)\n",
    1,
    "kernel-died: The kernel ended with exit code 3 while the cell ran",
  ],
  [
    "a segmentation fault",
    "  - code: |\n      import ctypes\n      ctypes.string_at(0)\n",
    1,
    "kernel-died: The kernel was ended by SIGSEGV while the cell ran",
  ],
  [
    "200 MB of output in 1 kB lines",
    "  - code: |\n      for n in range(200_000): print('x' * 999)\n",
    1,
    "output-limit: The cell put out more than",
  ],
  [
    "an unanswered input()",
    "  - code: |\n      name = input('Name? ')\n",
    1,
    'input-unanswered: The cell asked for input and the lesson has no answer: "Name? "',
  ],
  [
    "a solution that fails its test, and a wrong answer that passes",
    `  - exercise: Set x to one.
    starter: x = 0
    solution: x = 2
    tests:
      is one: |
        assert x == 1, f"x is {x}"
    wrong:
      one: x = 1
`,
    7,
    'wrong-passes: The wrong answer "one" passes all tests',
  ],
];

describe("nbproof validate", () => {
  let sound: number;

  beforeAll(async () => {
    await using course = await CourseCopy.make();
    const { exitCode, report } = await validate(course);
    expect(exitCode).toBe(0);
    sound = verdicts(report)["passed"] ?? 0;
  });

  it.each(appended)(
    "finds %s at its own line and leaves the other steps unharmed",
    async (_, steps, offset, finding) => {
      await using course = await CourseCopy.make();
      const line = await course.append(
        LESSON,
        `${steps}  - id: afterwards\n    code: |\n      print("still here")  # => still here\n`,
      );
      const { exitCode, report } = await validate(course);
      expect(findings(report)[0]).toContain(`${line + offset} ${finding}`);
      expect(exitCode).toBe(1);
      expect(verdicts(report)).toEqual({ passed: sound + 1, failed: 1 });
    },
  );

  it("finds a wrong number in a claim", async () => {
    await using course = await CourseCopy.make();
    const line = await course.replace(LESSON, "# => 5  (a, twice", "# => 6  (a, twice");
    const { exitCode, report } = await validate(course);
    expect(findings(report)).toEqual([`${line} output-differs: The output differs from what is expected`]);
    expect(exitCode).toBe(1);
  });

  it("finds a wrong variant", async () => {
    await using course = await CourseCopy.make();
    const line = await course.replace(LESSON, "          88\n          46\n", "          88\n          47\n");
    const other = await course.replace(LESSON, "          88\n          54\n", "          88\n          55\n");
    const { exitCode, report } = await validate(course);
    const found = findings(report);
    expect(found).toHaveLength(1);
    expect(
      [line + 1, other + 1].map((at) => `${at} output-differs: The output differs from what is expected`),
    ).toContain(found[0]);
    expect(exitCode).toBe(1);
  });

  it("reports each test that a solution fails, at the test's own line", async () => {
    await using course = await CourseCopy.make();
    const line = await course.append(
      LESSON,
      '  - exercise: Set x to one.\n    starter: x = 0\n    solution: x = 2\n    tests:\n      is one: |\n        assert x == 1, f"x is {x}"\n',
    );
    const { exitCode, report } = await validate(course);
    expect(findings(report)).toEqual([`${line + 4} solution-fails: The solution fails the test "is one": x is 2`]);
    expect(exitCode).toBe(1);
  });
});
