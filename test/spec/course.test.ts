import { expect, it } from "vitest";

import { readCourses } from "../../src/spec/read-courses.ts";

it("has each wrong answer of our own course refused by a test that it names", async () => {
  const { courses, diagnostics } = await readCourses(["notebooks-src"], { cwd: process.cwd() });
  expect(diagnostics).toEqual([]);
  const exercises = courses
    .flatMap(({ lessons }) => lessons)
    .flatMap(({ steps }) => steps.filter((step) => step.kind === "exercise"));
  const wrong = exercises.flatMap((exercise) => exercise.wrong);
  expect(wrong.length).toBeGreaterThanOrEqual(20);
  expect(wrong.filter(({ refusal }) => refusal?.kind !== "fails").map(({ name }) => name)).toEqual([]);
});
