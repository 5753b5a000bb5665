import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { diffLines } from "diff";
import { describe, expect, it, onTestFinished } from "vitest";

import { commands } from "../../src/commands/commands.ts";
import { parseArguments } from "../../src/commands/parse-arguments.ts";
import { readToRun } from "../../src/commands/read-to-run.ts";
import { kernelOptions } from "../../src/commands/kernel-options.ts";
import { readSettings } from "../../src/commands/validate-settings.ts";
import { recordLessons } from "../../src/engine/record-lessons.ts";
import { type RunForShown, ShownSteps, type ShownRun } from "../../src/engine/shown-steps.ts";
import { stressLessons } from "../../src/engine/stress-lessons.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import { runOnKernels } from "../../src/targets/run-on-kernels.ts";
import { recordContext } from "../commands/context.ts";
import { CourseCopy } from "./course-copy.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";
import { stripExpectations } from "./strip-expectations.ts";

/** The texts of a folder's files, by name. */
async function textsOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml"));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")])),
  );
}

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "nbproof-test-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

// What these show is decided by how busy the machine is, how long its environment is, or what the kernel has thrown away:
// two runs agree by chance, and so they keep what their author expects. By id, with how many expectations that is.
const chanceDecides: ReadonlyMap<string, number> = new Map([
  ["pymalloc", 1],
  ["crossover", 1],
  ["collect", 2],
]);

const day = { hashSeed: 1, now: new Date() };

/** Some lessons of a course, and how they run: judged as with --strict and --mutate. */
async function openCourse(
  folder: string,
  names: readonly string[],
  kernels: string,
): Promise<{ readonly lessons: readonly Lesson[]; readonly run: RunForShown }> {
  const context = { ...recordContext(folder).context, env: process.env };
  const { validate } = commands;
  if (validate === undefined) throw new Error("There is no command validate");
  const settings = readSettings(parseArguments("validate", validate, [...names, "--kernel", kernels]), context);
  const { courses, rendered } = await readToRun(settings, context);
  const run: RunForShown = async (lessons, { reversed = false, ...conditions }) => {
    const own = rendered.filter(({ lesson }) => lessons.includes(lesson));
    const ordered = reversed ? own.toReversed() : own;
    const shown = new ShownSteps(ordered.map(({ lesson }) => lesson));
    const ran = await runOnKernels({
      courses,
      lessons: ordered,
      jobs: settings.jobs,
      outputLimit: settings.outputLimit,
      options: { ...kernelOptions(settings, context), hashSeed: conditions.hashSeed },
      judging: { strict: true, mutate: "outputs" },
      solutionsOnly: true,
      conditions,
      onEvent: (event) => shown.note(event),
    });
    return { ran, shown };
  };
  return { lessons: rendered.map(({ lesson }) => lesson), run };
}

describe("nbproof validate --update", () => {
  // The others measure what this machine does meanwhile; with NBPROOF_TEST_KERNELS, by hand, they are recorded too.
  it(
    "records the course of which all expectations were deleted, on three kernels",
    { timeout: 1_500_000 },
    async () => {
      await using copy = await CourseCopy.make();
      const { folder } = copy;
      const { NBPROOF_TEST_KERNELS: named } = process.env;
      const all = Object.keys(await textsOf(folder)).filter((name) => name !== "course.yaml");
      expect(all).toHaveLength(6);
      const lessons = named === undefined ? ["memory-management.yaml", "bytecode.yaml"] : all;
      for (const name of lessons) {
        const text = await readFile(join(folder, name), "utf8");
        const stripped = stripExpectations(text, new Set(chanceDecides.keys()));
        const kept = [...chanceDecides].filter(([id]) => text.includes(`id: ${id}\n`));
        expect(stripped.match(/^\s*expect:|# =>/gm) ?? []).toHaveLength(
          kept.reduce((sum, [, count]) => sum + count, 0),
        );
        await writeFile(join(folder, name), stripped);
      }
      const before = await textsOf(folder);
      const kernels = named ?? `${dirname(dirname(await pythonEnvironment()))},pyodide,pyodide-3.12`;
      const stressRuns = named === undefined ? 2 : 5;
      const nbproof = async (...args: readonly string[]) =>
        await runNbproof(["validate", ...lessons, "--kernel", kernels, ...args], { cwd: folder });

      const recorded = await nbproof("--update");
      expect(recorded.stdout).toMatch(new RegExp(`steps recorded in ${lessons.length} files`));
      expect(recorded.exitCode, recorded.stdout).toBe(0);
      const after = await textsOf(folder);
      for (const name of lessons) {
        expect(diffLines(before[name] ?? "", after[name] ?? "").filter(({ removed }) => removed)).toEqual([]);
        expect(after[name]).toMatch(/expect:/);
      }

      // Two runs in different conditions serve all that is to be known of what was recorded.
      const course = await openCourse(folder, lessons, kernels);
      const runs: ShownRun[] = [];
      const stressed = await stressLessons(course.lessons, {
        runs: stressRuns,
        ...day,
        now: () => day.now,
        run: async (...wanted) => {
          const run = await course.run(...wanted);
          runs.push(run);
          return run;
        },
      });
      // Each by itself: a test that fails tells what was seen.
      expect(stressed.lost).toEqual([]);
      expect(stressed.unstable).toEqual([]);
      const results = runs
        .flatMap(({ ran }) => ran.lessons)
        .flatMap(({ steps }) => steps.flatMap((step) => step.results));
      expect(results.flatMap(({ verdict, findings }) => (verdict === "skipped" ? [] : findings))).toEqual([]);
      expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(["passed", "skipped"]));
      expect(results.length).toBeGreaterThan(300);

      const scores = results.flatMap(({ mutation }) => (mutation === undefined ? [] : [mutation.spelledOut]));
      const mutants = scores.reduce((sum, each) => sum + each.mutants, 0);
      const refused = scores.reduce((sum, each) => sum + each.refused, 0);
      expect(mutants).toBeGreaterThan(2000);
      expect(refused / mutants).toBeGreaterThanOrEqual(0.95);

      const seen = runs.slice(-2).values();
      const again = await recordLessons(course.lessons, {
        mode: "all",
        ...day,
        run: async () => {
          const { value } = seen.next();
          if (value === undefined) throw new Error("A third run was asked for");
          return value;
        },
      });
      expect(again.recordings.flatMap(({ changes, leftAlone }) => [...changes, ...leftAlone])).toEqual([]);
      expect(again.recordings.flatMap(({ same }) => same).length).toBeGreaterThan(30);
    },
  );

  it("brings old expectations up to date in their places, and says what it leaves alone", async () => {
    const folder = await folderOf(files);
    const kernel = ["--kernel", dirname(dirname(await pythonEnvironment()))];
    const run = await runNbproof(["validate", "--update", ".", ...kernel], { cwd: folder });
    const left = run.stdout.slice(run.stdout.indexOf("Left alone")).split("\n").slice(1, -3);
    expect(left.map((line) => line.trim()).toSorted()).toMatchInlineSnapshot(`
      [
        "a.yaml:24:5  It shows 2 lines and has 1 claim: remove the cell's claims, and the next update records an \`expect\`",
        "a.yaml:41:5  Nothing in what it shows stays the same from run to run: say by hand what must hold",
        "a.yaml:48:5  It asked for input and the lesson has no answer: "Name? "",
        "a.yaml:55:5  The solution fails the test "is two": this does not hold: two == 2 (it is 3, against 2)",
        "a.yaml:9:5  It needs the step at line 7, which did not come to its end",
        "setup.yaml:1:3  Lessons that include this do not show the same in it: give each its own",
        "slow.yaml:5:5  Nothing of the lesson is recorded: the cell did not end within 1 s; it was interrupted",
      ]
    `);
    expect(run.exitCode).toBe(1);
    const after = await textsOf(folder);
    expect(after["a.yaml"]).toMatchInlineSnapshot(`
      "title: A
      steps:
        - include: setup.yaml
        - code: |
            1 / 0
          expect: { error: { name: ZeroDivisionError, message: division by zero } }
        - code: y = undefined_thing
          expect: { error: { name: NameError, message: name 'undefined_thing' is not defined } }
        - code: print(y)
        - code: |
            print(1 + 1)   # => 2    the sum
            print("same")  # => same
          # about nothing
        - code: |
            print(id(x)); print(id(x)); print("done by", os.getpid(), "at 1.5")
          expect: |
            $(a:int)
            $(=a)
            done by $(pid:int) at $(number > 1)
        - code: print("nine")
          expect:
            shows: "nine"   # nine
            not: foo
        - code: |
            for i in range(2): print(i)  # => 0
        - code: |
            import sys; print("err", file=sys.stderr); print("out")
          expect: { shows: out, stderr: err }
        - code: print(1); print(2)
          expect:
            shows: |
              1
              2
        - code: |
            print("one"); print("two"); print("three"); print("four")
          expect: |
              one
              ...
              three
              four
        - code: '["1 + 2", "abc def"][os.environ["TZ"] == "UTC"]'
          expect: "0"
        - code: |
            from IPython.display import HTML; HTML("<b>x</b>")
          expect:
            # in two shapes
            display: { text/html: x }
        - code: input("Name? ")
        - code: |
            import warnings; warnings.warn("careful")
          expect:
            stderr: |
              $(/[^'"<>|]+/):1: UserWarning: careful
                import warnings; warnings.warn("careful")
        - exercise: Write two.
          starter: two = 1
          solution: two = 3
          tests: { is two: "assert two == 2" }
      "
    `);
    expect(after["setup.yaml"]).toBe(files["setup.yaml"].replace('"agreed")\r\n', '"agreed")\r\n  expect: agreed\r\n'));
    expect(after["slow.yaml"]).toBe(files["slow.yaml"]);
    expect(after["b.yaml"]).toBe(files["b.yaml"]);
  });

  it("refreshes the quotations of a step that shows something else, and nothing beside them", async () => {
    const folder = await folderOf({ "t.yaml": quoting("1 apple", "# => 1 apple") });
    const kernel = dirname(dirname(await pythonEnvironment()));
    const nbproof = async (...args: readonly string[]) =>
      await runNbproof(["validate", ...args, "t.yaml", "--kernel", kernel], { cwd: folder });
    const run = await nbproof("--update");
    expect(run.stdout).toContain("-      > 1 apple\n+      > 3 apples\n");
    expect(run.stdout).toMatch(/1 step and 1 quotation recorded in 1 file\n$/);
    expect(run.exitCode).toBe(0);
    expect(await textsOf(folder)).toEqual({ "t.yaml": quoting("3 apples", "# => 3 apples") });
    expect((await nbproof()).exitCode).toBe(0);
    expect((await nbproof("--update")).stdout).toMatch(/Nothing to record\n$/);
  });

  it("with =new leaves every expectation that is there", async () => {
    const text = `title: T\nsteps:\n  - { code: print(1), expect: 2 }\n  - code: print(3)\n`;
    const folder = await folderOf({ "t.yaml": text });
    const kernel = dirname(dirname(await pythonEnvironment()));
    const run = await runNbproof(["validate", "--update=new", "t.yaml", "--kernel", kernel], { cwd: folder });
    expect(run.exitCode).toBe(0);
    expect(await textsOf(folder)).toEqual({ "t.yaml": `${text}    expect: 3\n` });
  });

  it("leaves each file old or new when it is killed while it writes", { timeout: 300_000 }, async () => {
    const prose = `  - prose: |\n${"      Long, so that it takes time to write.\n".repeat(1000)}`;
    const names = Array.from({ length: 4 }, (_, index) => `lesson-${index}.yaml`);
    const old = Object.fromEntries(
      names.map((name) => [name, `title: T\nsteps:\n  - code: print("${name}")\n${prose}`]),
    );
    const folder = await folderOf(old);
    const update = ["validate", "--update", ".", "--kernel", dirname(dirname(await pythonEnvironment()))];
    expect((await runNbproof(update, { cwd: folder })).exitCode).toBe(0);
    const recorded = await textsOf(folder);
    const states = new Set<string>();
    for (const delay of [0, 1, 3]) {
      for (const [name, text] of Object.entries(old)) await writeFile(join(folder, name), text);
      const { exitCode } = await runNbproof(update, {
        cwd: folder,
        meanwhile: async (child) => {
          // The diff comes right before the first file is written.
          await new Promise<void>(
            (settle) => void child.stdout?.on("data", (chunk) => String(chunk).includes("+++") && settle()),
          );
          await setTimeout(delay);
          child.kill("SIGKILL");
        },
      });
      const now = await textsOf(folder);
      for (const name of names) {
        expect([old[name], recorded[name]]).toContain(now[name]);
        states.add(now[name] === old[name] ? "old" : "new");
      }
      if (exitCode === null) states.add("killed");
    }
    expect(states).toContain("killed");
  });
});

const quoting = (quoted: string, claim: string): string =>
  `title: T
steps:
  - prose: |
      As it *says* here:

      > \`\`\`output apples
      > ${quoted}
      > \`\`\`
  - id: apples
    code: |
      print(3, "apples")  ${claim}
`.replaceAll("\n", "\r\n");

const files = {
  "course.yaml": "title: C\nlessons: [a.yaml, b.yaml, slow.yaml]\n",
  "setup.yaml": `- code: |
    import os, sys
    x = globals().get("x", 0) + 1
    print("setup", x)
- code: print("agreed")
`.replaceAll("\n", "\r\n"),
  "a.yaml": `title: A
steps:
  - include: setup.yaml
  - code: |
      1 / 0
    expect: 5
  - code: y = undefined_thing
  - code: print(y)
  - code: |
      print(1 + 1)   # => 3    the sum
      print("same")  # => same
    # about nothing
  - code: |
      print(id(x)); print(id(x)); print("done by", os.getpid(), "at 1.5")
    expect: |
      $(a:int)
      $(=a)
      dune by $(pid:int) at $(number > 1)!
  - code: print("nine")
    expect:
      shows: "9"   # nine
      not: foo
  - code: |
      for i in range(2): print(i)  # => 0
  - code: |
      import sys; print("err", file=sys.stderr); print("out")
    expect: >-
      out
  - code: print(1); print(2)
    expect: { nothing: yes }
  - code: |
      print("one"); print("two"); print("three"); print("four")
    expect: |
        one
        ...
        three
        5
  - code: '["1 + 2", "abc def"][os.environ["TZ"] == "UTC"]'
    expect: "0"
  - code: |
      from IPython.display import HTML; HTML("<b>x</b>")
    expect:
      # in two shapes
      display: { text/html: z }
  - code: input("Name? ")
  - code: |
      import warnings; warnings.warn("careful")
  - exercise: Write two.
    starter: two = 1
    solution: two = 3
    tests: { is two: "assert two == 2" }
`,
  "b.yaml": "title: B\nsteps:\n  - code: x = 41\n  - include: setup.yaml\n",
  "slow.yaml": `title: T
timeout: 1s
steps:
  - code: print("new")
  - code: import time; time.sleep(5)
`,
};
