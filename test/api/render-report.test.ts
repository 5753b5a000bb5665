import { describe, expect, it } from "vitest";

import { renderReport } from "../../src/api/render-report.ts";
import { plainStyle } from "../../src/report/style.ts";
import { finding, lesson, report, result, step } from "../report/sample-report.ts";

const file = "pack/gil.yaml";
const failed = result("failed", { findings: [finding(2)] });
const given = report({
  lessons: [{ ...lesson("gil", [step(file, 1, ["passed"]), step(file, 2, [failed])], { verdict: "failed" }), file }],
});
const sources = new Map([[file, "first line\nsecond line\n"]]);

describe("renderReport()", () => {
  it("writes text, without colours and with the lines that are wrong", () => {
    const text = renderReport(given, { sources });
    expect(text).toContain("> 2 │ second line");
    expect(text).not.toContain("\u001B");
    expect(renderReport(given)).not.toContain("> 2 │");
  });

  it("lists every step where that is asked for", () => {
    expect(renderReport(given)).not.toContain("line 1 ");
    expect(renderReport(given, { verbose: true })).toContain("line 1 ");
  });

  it("dresses text as it is told", () => {
    const style = { ...plainStyle, bad: (text: string) => `<${text}>` };
    expect(renderReport(given, { style })).toMatch(/<[^>]*failed/);
  });

  it("writes JSON with the pages of codes", () => {
    const json: unknown = JSON.parse(renderReport(given, { format: "json" }));
    expect(json).toMatchObject({
      version: 1,
      lessons: [{ steps: [{}, { results: [{ findings: [{ page: "docs/findings/output-differs.md" }] }] }] }],
    });
  });
});
