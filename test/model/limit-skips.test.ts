import { describe, expect, it } from "vitest";

import type { LessonReport, StepResult } from "../../src/model/report.ts";
import { exceededSkips, limitSkips } from "../../src/model/limit-skips.ts";
import { lesson, result, step } from "../report/sample-report.ts";

const skipped = (reason: string, kernel: string): StepResult => result("skipped", { reason }, kernel);

const kernels = ["k1", "k2"].map((name) => ({ name, displayName: name, chosen: "asked for" }));
const lessons: readonly LessonReport[] = [
  lesson("a", [
    step("a.yaml", 1, []),
    step("a.yaml", 3, [skipped("needs the network", "k1"), result("passed", {}, "k2")]),
    step("a.yaml", 5, [skipped("needs threads", "k1"), skipped("needs Python 3.13+", "k2")]),
  ]),
  lesson("b", [step("b.yaml", 3, [skipped("needs threads", "k1"), result("failed", {}, "k2")])]),
];

describe("limitSkips()", () => {
  it("counts each kernel's skipped steps by their reasons, the most frequent first", () => {
    expect(limitSkips({ kernels, lessons }, 2)).toEqual({
      allowed: 2,
      kernels: [
        {
          kernel: "k1",
          skipped: 3,
          reasons: [
            { reason: "needs threads", steps: 2 },
            { reason: "needs the network", steps: 1 },
          ],
        },
        { kernel: "k2", skipped: 1, reasons: [{ reason: "needs Python 3.13+", steps: 1 }] },
      ],
    });
  });
});

describe("exceededSkips()", () => {
  it.each<[number, readonly string[]]>([
    [0, ["k1", "k2"]],
    [1, ["k1"]],
    [2, ["k1"]],
    [3, []],
  ])("with %i allowed names %j", (allowed, names) => {
    const skips = limitSkips({ kernels, lessons }, allowed);
    expect(exceededSkips({ skips }).map(({ kernel }) => kernel)).toEqual(names);
  });

  it("names none where no limit was given", () => {
    expect(exceededSkips({})).toEqual([]);
  });
});
