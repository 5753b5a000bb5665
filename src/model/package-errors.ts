import { compact } from "../basics/compact.ts";
import { worstOf } from "./count-verdicts.ts";
import type { LessonReport, Report, StepResult } from "./report.ts";

/** What was skipped for its packages as an error of the environment. */
export function withPackageErrors<T extends Pick<Report, "lessons">>(ran: T): T {
  return { ...ran, lessons: ran.lessons.map(withErrors) };
}

function withErrors(lesson: LessonReport): LessonReport {
  const steps = lesson.steps.map((step) => ({ ...step, results: step.results.map(errorIfLacking) }));
  const runs = lesson.runs.map((run) => {
    const own = steps.flatMap(({ results }) => results.filter(({ kernel }) => kernel === run.kernel));
    const lacking = own.find(({ code }) => code === "package-missing");
    if (lacking === undefined) return run;
    // Where nothing of it ran, the lesson's own line says why.
    const whole = own.every(({ code }) => code === "package-missing");
    const why = whole ? compact({ code: lacking.code, reason: lacking.reason }) : {};
    return { ...run, verdict: worstOf([run.verdict, "error"]), ...why };
  });
  return { ...lesson, steps, runs };
}

function errorIfLacking(result: StepResult): StepResult {
  const { lacks = [], verdict } = result;
  return verdict === "skipped" && lacks.length > 0 ? { ...result, verdict: "error", code: "package-missing" } : result;
}
