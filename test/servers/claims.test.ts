// npm run test:servers: claims at their line on somebody else's server, whose kernels get nbproof's own code as anybody's.
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

import { readCourses } from "../../src/spec/read-courses.ts";
import { claimsLesson, claimVerdicts } from "../e2e/claims-lesson.ts";
import { runCourses } from "../e2e/run-courses.ts";
import { startJupyterServer } from "./start-jupyter-server.mjs";

it("validate --strict --server finds each claim that stands at another line, and no other", async () => {
  await using server = await startJupyterServer();
  const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  const lesson = claimsLesson({ hasProcesses: true });
  await writeFile(join(folder, "lesson.yaml"), `title: Lesson\nsteps:\n${lesson.yaml}`);
  const { courses } = await readCourses([join(folder, "lesson.yaml")], { cwd: folder });
  const { lessons } = await runCourses(courses, {
    kernel: { name: "python3", server: { url: server.url, token: server.token, foreign: true } },
    scratch: folder,
    judging: { strict: true },
  });
  await rm(folder, { recursive: true, force: true });
  expect(lessons.map((ran) => claimVerdicts(ran, lesson))).toEqual([lesson.expected]);
});
