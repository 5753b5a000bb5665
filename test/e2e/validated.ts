import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll } from "vitest";

import { startBridge } from "../../src/bridge/bridge.ts";
import type { Judging } from "../../src/engine/run-input.ts";
import { createKernels } from "../../src/kernel/kernels.ts";
import type { LessonReport } from "../../src/model/report.ts";
import { readCourses } from "../../src/spec/read-courses.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runCourses } from "./run-courses.ts";

const env = { PATH: process.env["PATH"] ?? "" };
// One for a file of tests: its fork server, once it is there, gives each lesson a kernel in no time.
const provider = createKernels({ env, cwd: tmpdir() });
afterAll(() => provider[Symbol.asyncDispose]());

/** Validates one lesson, given as its steps' YAML, in a real kernel behind our own bridge: that of `.venv`, or a named one. */
export async function validated(steps: string, judging: Judging = {}, kernel?: string): Promise<LessonReport> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  try {
    await writeFile(join(folder, "lesson.yaml"), `title: Lesson\nsteps:\n${steps}`);
    const { courses, diagnostics } = await readCourses([join(folder, "lesson.yaml")], { cwd: folder });
    if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
    await using bridge = await startBridge({ provider, allowEnv: ["*"], env, cwd: folder });
    const name = kernel ?? dirname(dirname(await pythonEnvironment()));
    const { lessons } = await runCourses(courses, {
      kernel: { name, server: { url: bridge.url, token: bridge.token } },
      scratch: folder,
      judging,
    });
    const [lesson] = lessons;
    if (lesson === undefined) throw new Error("No lesson was validated");
    return lesson;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each step's verdict with its reason or its findings: `failed (3 output-differs)`. */
export function verdictsOf(lesson: LessonReport): readonly string[] {
  return lesson.steps.flatMap((step) =>
    step.results.map(({ verdict, reason, findings }) => {
      const notes = [
        ...(reason === undefined ? [] : [reason]),
        ...findings.map(({ place, code }) => `${place.line} ${code}`),
      ];
      return notes.length > 0 ? `${verdict} (${notes.join(", ")})` : verdict;
    }),
  );
}
