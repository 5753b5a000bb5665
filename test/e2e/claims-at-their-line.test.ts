import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

import { claimsLesson, claimVerdicts } from "./claims-lesson.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { validated } from "./validated.ts";

const venvs = join(import.meta.dirname, "../../.venvs");
/** Besides that of all tests, the environments that are there: `npm run test:pythons` makes most of them. */
const more = ["3.10", "3.13", "3.15"].filter((series) => existsSync(join(venvs, series, "complete")));

describe("validate --strict finds each claim that stands at another line, and no other", () => {
  it.each(["the tests' Python", ...more])("on %s", async (series) => {
    const kernel = more.includes(series) ? join(venvs, series) : dirname(dirname(await pythonEnvironment()));
    const lesson = claimsLesson({ hasProcesses: true });
    expect(claimVerdicts(await validated(lesson.yaml, { strict: true }, kernel), lesson)).toEqual(lesson.expected);
  });

  it("where a prediction's cell does not hold them", async () => {
    const kernel = dirname(dirname(await pythonEnvironment()));
    const lesson = claimsLesson({ hasProcesses: true, areGuessed: true });
    expect(claimVerdicts(await validated(lesson.yaml, { strict: true }, kernel), lesson)).toEqual(lesson.expected);
  });

  it("on the embedded kernel", async () => {
    const lesson = claimsLesson({ hasProcesses: false });
    expect(claimVerdicts(await validated(lesson.yaml, { strict: true }, "pyodide"), lesson)).toEqual(lesson.expected);
  });
});
