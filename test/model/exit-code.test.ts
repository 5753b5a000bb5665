import { describe, expect, it } from "vitest";

import type { Verdict } from "../../src/model/finding.ts";
import type { Report } from "../../src/model/report.ts";
import { exitCodeOf } from "../../src/model/exit-code.ts";
import { lesson, report, step } from "../report/sample-report.ts";

const of = (verdicts: readonly Verdict[], parts: Partial<Report> = {}): number =>
  exitCodeOf(
    report({
      lessons: [
        lesson(
          "a",
          verdicts.map((verdict, line) => step("a.yaml", line, [verdict])),
        ),
      ],
      ...parts,
    }),
  );

const diagnostics = [{ code: "bad-value", place: { file: "a.yaml", line: 1, column: 1 }, message: "No" }] as const;

describe("exitCodeOf()", () => {
  it.each<[number, readonly Verdict[]]>([
    [0, ["passed"]],
    [0, ["passed", "skipped"]],
    [1, ["passed", "failed"]],
    [1, ["failed", "error"]],
    [3, ["passed", "error"]],
    [3, ["skipped", "skipped"]],
    [0, []],
  ])("is %i for %j", (code, verdicts) => {
    expect(of(verdicts)).toBe(code);
  });

  it.each<readonly Verdict[]>([["passed"], ["failed"], ["error"]])("is 2 for a bad file beside %s", (verdict) => {
    expect(of([verdict], { diagnostics })).toBe(2);
  });

  it.each<[number, readonly Verdict[], number]>([
    [0, ["passed", "skipped"], 1],
    [1, ["passed", "skipped"], 0],
    [1, ["error", "skipped"], 0],
    [1, ["skipped", "skipped"], 1],
    [3, ["skipped", "skipped"], 2],
  ])("is %i for %j where %i may be skipped", (code, verdicts, allowed) => {
    const skipped = verdicts.filter((verdict) => verdict === "skipped").length;
    const skips = { allowed, kernels: [{ kernel: "python3", skipped, reasons: [] }] };
    expect(of(verdicts, { skips })).toBe(code);
  });

  it.each<[number, Verdict]>([
    [1, "failed"],
    [3, "error"],
  ])("is %i when a lesson as a whole is %s", (code, verdict) => {
    expect(of([], { lessons: [lesson("a", [step("a.yaml", 1, ["passed"])], { verdict })] })).toBe(code);
  });
});
