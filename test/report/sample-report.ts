import type { Facts } from "../../src/model/facts.ts";
import type { Finding, Verdict } from "../../src/model/finding.ts";
import type { LessonReport, LessonRun, Report, StepReport, StepResult } from "../../src/model/report.ts";
import { facts as exampleFacts } from "../check/examples.ts";

export const facts: Facts = { ...exampleFacts, version: "3.13.1" };

export function report(parts: Partial<Report>): Report {
  return {
    version: 1,
    kernels: [{ name: "python3", displayName: "Python 3", chosen: "found on Jupyter's path", facts }],
    diagnostics: [],
    lessons: [],
    hashSeed: 4242,
    duration: 5230,
    exitCode: 0,
    ...parts,
  };
}

export function lesson(name: string, steps: readonly StepReport[], run: Partial<LessonRun> = {}): LessonReport {
  const whole = { kernel: "python3", verdict: "passed", findings: [], retries: 0, duration: 1200, ...run } as const;
  return { name, file: `pack/${name}.yaml`, title: name, steps, runs: [whole] };
}

/** A step at a line of its lesson with a result for each verdict, on `python3` or on `k1`, `k2`, … */
export function step(file: string, line: number, results: readonly (Verdict | StepResult)[]): StepReport {
  return {
    key: `step-${line}`,
    kind: results.length === 0 ? "prose" : "code",
    place: { file, line, column: 5 },
    results: results.map((given, index) =>
      typeof given === "string" ? result(given, {}, kernelName(results, index)) : given,
    ),
  };
}

export function result(verdict: Verdict, parts: Partial<StepResult> = {}, kernel = "python3"): StepResult {
  return { kernel, verdict, findings: [], duration: 12, ...parts };
}

export function finding(line: number, parts: Partial<Finding> = {}): Finding {
  return {
    code: "output-differs",
    place: { file: "pack/gil.yaml", line, column: 11, endColumn: 12 },
    message: "The output's second line is not what the claim says",
    ...parts,
  };
}

function kernelName(results: readonly unknown[], index: number): string {
  return results.length === 1 ? "python3" : `k${index + 1}`;
}
