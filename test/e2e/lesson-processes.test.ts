import { rmSync, writeFileSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";

import { renderEditions } from "../../src/engine/render-editions.ts";
import type { RanLessons } from "../../src/engine/report-so-far.ts";
import type { RunEvent } from "../../src/engine/run-events.ts";
import { openKernels } from "../../src/targets/open-kernels.ts";
import { runInProcesses } from "../../src/targets/processes/run-in-processes.ts";
import { type KernelRun, runOnKernels } from "../../src/targets/run-on-kernels.ts";
import { folderOf, readFiles } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";
import { leftIn, lessonProcessesOf, until } from "./system-processes.ts";

const rounds = Number(process.env["NBPROOF_PROCESS_ROUNDS"] ?? 1);
const kills = Number(process.env["NBPROOF_KILLS"] ?? 2);
const patience = 120_000;

let python: string;
beforeAll(async () => {
  python = await pythonEnvironment();
});

/** The folder for all temporary files of this test: what is left of its processes is found by it. */
let scratch: string;
beforeEach(async () => {
  scratch = await folderOf({});
  vi.stubEnv("TMPDIR", scratch);
  onTestFinished(() => void vi.unstubAllEnvs());
});

/** What the test itself needs does not lie there. */
async function elsewhere<T>(make: () => Promise<T>): Promise<T> {
  vi.unstubAllEnvs();
  const made = await make();
  vi.stubEnv("TMPDIR", scratch);
  return made;
}

/** Lessons by their names, each by its steps. */
async function runFor(lessons: Readonly<Record<string, string>>, more: Partial<KernelRun> = {}): Promise<KernelRun> {
  const files = Object.entries(lessons).map(([name, steps]) => [`${name}.yaml`, lessonOf(steps)] as const);
  const { courses, diagnostics } = await elsewhere(async () => await readFiles(Object.fromEntries(files)));
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  const { lessons: rendered } = renderEditions(courses, { cwd: scratch });
  const env = { PATH: process.env["PATH"], HOME: process.env["HOME"] };
  const options = { kernels: [python], fork: true, env, cwd: scratch, hashSeed: 1 };
  return { courses, lessons: rendered, jobs: 2, processes: 2, outputLimit: 1_000_000, options, ...more };
}

function lessonOf(steps: string): string {
  return `title: Lesson\nsteps:\n${steps}`;
}

/** A step of code, given line by line. */
function code(lines: readonly string[], more: readonly string[] = []): string {
  return ["  - code: |", ...lines.map((line) => `      ${line}`), ...more.map((line) => `    ${line}`), ""].join("\n");
}

/** Each lesson's verdict, and why it was run again. */
function runsOf({ lessons }: RanLessons): readonly unknown[] {
  return lessons.flatMap(({ runs }) =>
    runs.map(({ verdict, retries, retried = [] }) => ({ verdict, retries, retried: [...retried] })),
  );
}

async function expectNothingLeft(): Promise<void> {
  expect(await leftIn(scratch)).toEqual([]);
  expect(await lessonProcessesOf(process.pid)).toEqual([]);
}

/** Each lesson of this sort ends otherwise. */
const allSorts = {
  passes: code(["import sys", 'print("Hello", 6 * 7)', "len(sys.argv)"], ["expect: |", "  Hello 42", "  $(int)"]),
  fails: code(["print(1)"], ["expect: 2"]) + code(["1 / 0"]) + code(["print(3)"], ["expect: 3"]),
  dies: code(["print('here')"]) + code(["import os", "os._exit(3)"]) + code(["print('again')"], ["expect: again"]),
  complains: code(["import sys", 'print("oops", file=sys.stderr)', 'print("fine")'], ["expect: fine"]),
  practises: `  - exercise: Set answer to one.
    starter: answer = 0
    solution: answer = 1
    tests:
      is one: |
        assert answer == 1, "answer is not 1"
    wrong:
      two: answer = 2
`,
  measures:
    code(["x = 1"]) + code(["print(x)"], ["exclusive: yes", "expect: 1"]) + code(["print(x + 1)"], ["expect: 3"]),
};

/** The report but for its durations, and what was told of each lesson. */
async function toldBy(jobs: number, processes: number): Promise<unknown> {
  const told: Record<string, string[]> = {};
  const onEvent = (event: RunEvent): void => {
    const step = "step" in event ? ` ${event.step}` : "";
    const verdict = "verdict" in event ? ` ${event.verdict}` : "";
    if ("run" in event) (told[event.run.lesson] ??= []).push(`${event.kind}${step}${verdict}`);
  };
  const report = await runOnKernels(await runFor(allSorts, { jobs, processes, onEvent }));
  await expectNothingLeft();
  const text = JSON.stringify(report, (key, value: unknown) => (key === "duration" ? undefined : value));
  // Each course lies in a folder of its own.
  return { report: JSON.parse(text.replaceAll(/nbproof-spec-\w+/g, "course")), told };
}

/** What takes a while, and notes when. */
function noted(name: string): readonly string[] {
  return [`note("${name} begins")`, "time.sleep(0.02)", `note("${name} ends")`];
}

describe.runIf(process.platform === "linux")("lessons in processes of their own", () => {
  it(
    "give the report that one process gives, and tell of each lesson what it tells",
    async () => {
      const alone = await toldBy(1, 1);
      expect(alone).toMatchObject({
        report: {
          lessons: ["complains", "dies", "fails", "measures", "passes", "practises"].map((name) => {
            return { name, runs: [{ verdict: name.startsWith("p") ? "passed" : "failed" }] };
          }),
        },
        told: { passes: ["lesson-started", "step-started 1", "step-finished 1 passed", "lesson-finished passed"] },
      });
      for (let round = 0; round < rounds; round += 1) {
        expect(await toldBy(2, 2), `round ${round}`).toEqual(alone);
        expect(await toldBy(4, 3), `round ${round}`).toEqual(alone);
      }
    },
    patience * rounds,
  );

  it("leave a step that measures time the machine", async () => {
    const notes = join(scratch, "notes");
    const note = [
      "import os, time",
      "def note(what):",
      `    with open(${JSON.stringify(notes)}, "a") as file:`,
      '        file.write(f"{what} {time.monotonic()}\\n")',
    ];
    const steps = (name: string): string =>
      code(note) +
      code(noted(`${name} shared`)) +
      code(noted(`${name} alone`), ["exclusive: yes"]) +
      code(noted(`${name} after`)) +
      code(noted(`${name} alone-again`), ["exclusive: yes"]);
    const lessons = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, steps(name)]));
    const report = await runOnKernels(await runFor(lessons, { jobs: 4, processes: 3 }));
    expect(runsOf(report)).toEqual(Array.from({ length: 6 }, () => ({ verdict: "passed", retries: 0, retried: [] })));
    const lines = (await readFile(notes, "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" "));
    const inOrder = lines.toSorted((one, other) => Number(one[3]) - Number(other[3]));
    const running = new Set<string>();
    const together: string[] = [];
    for (const [lesson = "", step = "", what = ""] of inOrder) {
      const name = `${lesson} ${step}`;
      if (what === "ends") running.delete(name);
      else running.add(name);
      if (running.size > 1 && [...running].some((each) => each.includes("alone")))
        together.push([...running].join(", "));
    }
    expect([inOrder.length, together]).toEqual([48, []]);
  });

  it("cost the lesson one try whose process is killed, and nobody else anything", async () => {
    const run = (name: string): string =>
      code(
        [
          "import os, pathlib, time",
          `folder = pathlib.Path(${JSON.stringify(scratch)})`,
          `before = [file.name.split(".")[1] for file in folder.glob("${name}.*")]`,
          'print([pid for pid in before if os.path.exists(f"/proc/{pid}")])',
          `(folder / f"${name}.{os.getpid()}").touch()`,
          'while not (folder / "go").exists():',
          "    time.sleep(0.01)",
        ],
        ["expect: '[]'"],
      );
    const notes = async (): Promise<readonly string[]> =>
      (await readdir(scratch)).filter((name) => /^[ab]\./.test(name));
    const running = runOnKernels(await runFor({ a: run("a"), b: run("b") }));
    await until(async () => (await notes()).length === 2);
    const [killed, other] = await lessonProcessesOf(process.pid);
    if (killed === undefined || other === undefined) throw new Error("Lessons run in no processes");
    process.kill(killed, "SIGKILL");
    await until(async () => (await notes()).length === 3);
    await writeFile(join(scratch, "go"), "");
    const runs = runsOf(await running);
    expect(runs).toContainEqual({ verdict: "passed", retries: 0, retried: [] });
    expect(runs).toContainEqual({
      verdict: "passed",
      retries: 1,
      retried: ["The process in which nbproof ran it ended with SIGKILL"],
    });
    const pids = (await notes()).map((name) => name.slice(2));
    expect(pids).toHaveLength(3);
    expect((await leftIn(scratch)).toSorted()).toEqual([...(await notes()), "go"].toSorted());
  });

  it("give a lesson up that always ends all processes, and run the others, on each kernel", async () => {
    const done = join(scratch, "done");
    const ends = code([
      "import os, pathlib, signal, time",
      `while not pathlib.Path(${JSON.stringify(done)}).exists():`,
      "    time.sleep(0.01)",
      'for process in pathlib.Path("/proc").glob("[0-9]*"):',
      "    try:",
      '        is_lesson = b"dist/lesson-process.js" in (process / "cmdline").read_bytes()',
      '        parent = (process / "stat").read_text().rpartition(")")[2].split()[1]',
      "    except OSError:",
      "        continue",
      `    if is_lesson and parent == "${process.pid}":`,
      "        os.kill(int(process.name), signal.SIGKILL)",
      "time.sleep(60)",
    ]);
    // The same environment by two names.
    const kernels = [python, dirname(dirname(python))];
    const told: string[] = [];
    const onEvent = (event: RunEvent): void => {
      if (event.kind === "lesson-started" || event.kind === "lesson-finished")
        told.push(`${event.run.lesson} ${event.kind} on ${kernels.indexOf(event.run.kernel)}`);
      // What runs on is that lesson alone: the other process has nothing to do when it is killed.
      if (event.kind === "lesson-ended" && event.outcome.verdict === "passed") writeFileSync(done, "");
      if (event.kind === "kernel-ended") rmSync(done);
    };
    const run = await runFor({ ends, passes: allSorts.passes }, { onEvent });
    const report = await runOnKernels({ ...run, options: { ...run.options, kernels } });
    const ended = {
      verdict: "error",
      code: "server-lost",
      reason: "The process in which nbproof ran it ended with SIGKILL",
      retries: 1,
      retried: ["The process in which nbproof ran it ended with SIGKILL"],
    };
    const passed = { verdict: "passed", retries: 0 };
    expect(report.lessons.map(({ name, runs }) => [name, runs])).toMatchObject([
      ["ends", [ended, ended]],
      ["passes", [passed, passed]],
    ]);
    expect(told.toSorted()).toEqual([
      "ends lesson-finished on 0",
      "ends lesson-finished on 1",
      "ends lesson-started on 0",
      "ends lesson-started on 1",
      "passes lesson-finished on 0",
      "passes lesson-finished on 1",
      "passes lesson-started on 0",
      "passes lesson-started on 1",
    ]);
    await expectNothingLeft();
  });

  it("end with the signal's reason when the run is aborted", async () => {
    const stop = new AbortController();
    const begun = new Set<string>();
    const onEvent = (event: RunEvent): void => {
      if (event.kind === "step-started") begun.add(event.run.lesson);
      if (begun.size === 2) stop.abort(new Error("enough"));
    };
    const loop = code(["while True: pass"]);
    const run = await runFor({ a: loop, b: loop, c: loop }, { signal: stop.signal, onEvent });
    await expect(runOnKernels(run)).rejects.toThrow("enough");
    await expectNothingLeft();
  });

  it("end when nobody reads any more what they tell", async () => {
    const loop = code(["while True: pass"]);
    const { courses, lessons, options } = await runFor({ a: loop, b: loop, c: loop });
    {
      await using open = await openKernels({ courses, lessons: lessons.map(({ lesson }) => lesson) }, options);
      const { kernels, lent } = open;
      if (lent === undefined) throw new Error("The kernels are not lent");
      const input = { lessons, kernels, jobs: 2, hashSeed: 1, scratch, outputLimit: 1000 };
      const running = { ...lent, processes: 2, env: options.env, cwd: options.cwd };
      const begun = new Set<string>();
      for await (const event of runInProcesses(input, running)) {
        if (event.kind === "step-started") begun.add(event.run.lesson);
        if (begun.size === 2) break;
      }
      expect(await lessonProcessesOf(process.pid)).toEqual([]);
    }
    await expectNothingLeft();
  });
});

/** So many lessons that a run of the command line has several processes, on a machine with several processors. */
const many = 80;
const processes = Math.min(2, availableParallelism());

/** Lessons `l00`, `l01`, …: of one cell each, but for those that are told. */
async function manyLessons(others: Readonly<Record<string, string>>): Promise<string> {
  const names = Array.from({ length: many }, (_, index) => `l${String(index).padStart(2, "0")}`);
  const files = names.map((name) => [`${name}.yaml`, lessonOf(others[name] ?? code(["print(1)"], ["expect: 1"]))]);
  return await elsewhere(async () => await folderOf(Object.fromEntries(files)));
}

/** A lesson that says that it runs, and then does for ever. */
function endless(folder: string, name: string): string {
  const begins = `pathlib.Path(${JSON.stringify(join(folder, name))}).touch()`;
  return code(["import pathlib", begins, "while True: pass"]);
}

async function manyEndless(): Promise<{ readonly cwd: string; readonly begun: () => Promise<number> }> {
  const notes = await elsewhere(async () => await folderOf({}));
  const names = ["l00", "l01", "l02", "l03"];
  const cwd = await manyLessons(Object.fromEntries(names.map((name) => [name, endless(notes, name)])));
  return { cwd, begun: async () => (await readdir(notes)).length };
}

/**
 * What is left where nbproof ended before its kernels: two watchdogs then end kernels and remove folders side by side, and
 * IPython, which then makes a folder of its own (`tmp…`), or Python, which tries whether it may write (eight letters), may
 * be killed in between. A run in one process leaves these too.
 */
async function leftAtOnce(): Promise<readonly string[]> {
  return (await leftIn(scratch)).filter((each) => !/^(?:tmp)?[a-z0-9_]{8}(?:\/|$)/.test(each));
}

describe.runIf(process.platform === "linux")("nbproof validate of many lessons", () => {
  it("runs them in processes, and tells what is wrong in their order", async () => {
    const cwd = await manyLessons({ l07: code(["print(7)"], ["expect: 8"]), l41: code(["print(4)"], ["expect: 1"]) });
    let most = 0;
    const args = ["validate", ".", "--kernel", python, "--jobs", "2", "--json", "r.json"];
    const { exitCode, stdout } = await runNbproof(args, {
      cwd,
      env: { TMPDIR: scratch },
      meanwhile: async (child) => {
        await until(async () => {
          most = Math.max(most, (await lessonProcessesOf(child.pid)).length);
          return most === processes || child.exitCode !== null;
        });
      },
    });
    expect([exitCode, most]).toEqual([1, processes > 1 ? processes : 0]);
    expect(stdout.match(/^l\d\d\.yaml:/gm)).toEqual(["l07.yaml:", "l41.yaml:"]);
    expect(stdout).toContain("80 lessons");
    const report = JSON.parse(await readFile(join(cwd, "r.json"), "utf8")) as { lessons: { name: string }[] };
    const inOrder = report.lessons.map(({ name }) => name);
    expect([inOrder.length, inOrder]).toEqual([many, inOrder.toSorted()]);
    expect(await leftIn(scratch)).toEqual([]);
  });

  it.each<[signal: NodeJS.Signals, to: "it" | "its process group", exitCode: number]>([
    ["SIGINT", "it", 130],
    ["SIGINT", "its process group", 130],
    ["SIGTERM", "it", 143],
    ["SIGTERM", "its process group", 143],
  ])("stopped by %s to %s gives %i, and leaves nothing", async (signal, to, stopped) => {
    const { cwd, begun } = await manyEndless();
    let running = 0;
    const { exitCode, stdout } = await runNbproof(["validate", ".", "--kernel", python, "--jobs", "2"], {
      cwd,
      env: { TMPDIR: scratch },
      detached: true,
      meanwhile: async (child) => {
        await until(async () => (await begun()) === 2);
        running = (await lessonProcessesOf(child.pid)).length;
        if (child.pid !== undefined) process.kill(to === "it" ? child.pid : -child.pid, signal);
      },
    });
    expect([exitCode, running]).toEqual([stopped, processes > 1 ? processes : 0]);
    expect(stdout).toContain(`Stopped: 0 of ${many} lessons had finished`);
    await until(async () => (await leftAtOnce()).length === 0, 5000);
    expect(await leftAtOnce()).toEqual([]);
  });

  it(
    "killed by SIGKILL leaves no process and no file",
    async () => {
      for (let round = 0; round < kills; round += 1) {
        const { cwd, begun } = await manyEndless();
        const { exitCode } = await runNbproof(["validate", ".", "--kernel", python, "--jobs", "2"], {
          cwd,
          env: { TMPDIR: scratch },
          meanwhile: async (child) => {
            // By hand, each second time at any moment of its start.
            if (kills > 2 && round % 2 === 1) await setTimeout(Math.random() * 1500);
            else await until(async () => (await begun()) === 2);
            child.kill("SIGKILL");
          },
        });
        expect(exitCode).toBe(null);
        await until(async () => (await leftAtOnce()).length === 0, 5000);
        expect(await leftAtOnce(), `round ${round}`).toEqual([]);
      }
    },
    patience * kills,
  );
});
