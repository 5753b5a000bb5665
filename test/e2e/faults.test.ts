import { cp, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { LessonReport, Report } from "../../src/model/report.ts";
import { CourseCopy } from "./course-copy.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

const LESSON = "memory-management.yaml";

interface Validated {
  readonly exitCode: number | null;
  readonly reports: ReadonlyMap<string, LessonReport>;
}

/** `line code: message` of each finding, by the order of the steps. */
function findings(lesson: LessonReport): readonly string[] {
  return [...lesson.runs, ...lesson.steps.flatMap((step) => step.results)]
    .flatMap((each) => each.findings)
    .map(({ place, code, message }) => `${place.line} ${code}: ${message}`);
}

function verdicts(lesson: LessonReport): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of lesson.steps.flatMap((step) => step.results)) {
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

const appendedNames = appended.map((_, index) => `appended-${index}`);

const AFTERWARDS = `  - id: afterwards
    code: |
      print("still here")  # => still here
`;

const WRONG_SOLUTION =
  '  - exercise: Set x to one.\n    starter: x = 0\n    solution: x = 2\n    tests:\n      is one: |\n        assert x == 1, f"x is {x}"\n';

describe("nbproof validate, of lessons with a fault each, at once", () => {
  let course: CourseCopy;
  /** By the name of the lesson. */
  let reports: ReadonlyMap<string, LessonReport>;
  let exitCode: number | null;
  /** Where each fault begins, by the name of its lesson. */
  const lines = new Map<string, number>();

  /** A copy of the lesson of this name. */
  async function lessonOf(name: string): Promise<string> {
    await cp(join(course.folder, LESSON), join(course.folder, `${name}.yaml`));
    return `${name}.yaml`;
  }

  function reportOf(name: string): LessonReport {
    const report = reports.get(name);
    if (report === undefined) throw new Error(`No report of ${name}`);
    return report;
  }

  beforeAll(async () => {
    course = await CourseCopy.make();
    await lessonOf("sound");
    for (const [index, [, steps]] of appended.entries()) {
      const name = `appended-${index}`;
      lines.set(name, await course.append(await lessonOf(name), steps + AFTERWARDS));
    }
    const claim = await lessonOf("claim");
    lines.set("claim", await course.replace(claim, "# => 5  (a, twice", "# => 6  (a, twice"));
    const variant = await lessonOf("variant");
    lines.set("variant", await course.replace(variant, "          88\n          46\n", "          88\n          47\n"));
    const other = await course.replace(variant, "          88\n          54\n", "          88\n          55\n");
    lines.set("other variant", other);
    lines.set("solution", await course.append(await lessonOf("solution"), WRONG_SOLUTION));
    ({ exitCode, reports } = await validate(course, ["sound", "claim", "variant", "solution", ...appendedNames]));
  }, 600_000);
  afterAll(() => course[Symbol.asyncDispose]());

  it("exits with 1, and passes the lesson without a fault", () => {
    expect(exitCode).toBe(1);
    expect(findings(reportOf("sound"))).toEqual([]);
    expect(Object.keys(verdicts(reportOf("sound")))).toEqual(["passed"]);
  });

  it.each(appended.map((fault, index) => [...fault, `appended-${index}`] as const))(
    "finds %s at its own line and leaves the other steps unharmed",
    (_, _steps, offset, finding, name) => {
      const lesson = reportOf(name);
      expect(findings(lesson)[0]).toContain(`${(lines.get(name) ?? 0) + offset} ${finding}`);
      const sound = verdicts(reportOf("sound"))["passed"] ?? 0;
      expect(verdicts(lesson)).toEqual({ passed: sound + 1, failed: 1 });
    },
  );

  it("finds a wrong number in a claim", () => {
    expect(findings(reportOf("claim"))).toEqual([
      `${lines.get("claim")} output-differs: The output differs from what is expected`,
    ]);
  });

  it("finds a wrong variant", () => {
    const found = findings(reportOf("variant"));
    expect(found).toHaveLength(1);
    expect(
      [lines.get("variant"), lines.get("other variant")].map(
        (at) => `${(at ?? 0) + 1} output-differs: The output differs from what is expected`,
      ),
    ).toContain(found[0]);
  });

  it("reports each test that a solution fails, at the test's own line", () => {
    expect(findings(reportOf("solution"))).toEqual([
      `${(lines.get("solution") ?? 0) + 4} solution-fails: The solution fails the test "is one": x is 2`,
    ]);
  });
});

/** Validates these lessons of the course in one run. */
async function validate(course: CourseCopy, names: readonly string[]): Promise<Validated> {
  const json = join(dirname(course.folder), "report.json");
  const kernel = dirname(dirname(await pythonEnvironment()));
  const args = ["validate", ...names.map((name) => `${name}.yaml`), "--kernel", kernel, "--json", json];
  const { exitCode, stdout, stderr } = await runNbproof(args, { cwd: course.folder });
  try {
    const { lessons } = JSON.parse(await readFile(json, "utf8")) as Report;
    return { exitCode, reports: new Map(lessons.map((lesson) => [lesson.name, lesson])) };
  } catch (cause) {
    throw new Error(`nbproof ended with ${exitCode}: ${stdout}\n${stderr}`, { cause });
  }
}
