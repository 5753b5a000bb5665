import { describe, expect, it } from "vitest";

import { renderFailures } from "../../src/report/render-failures.ts";
import { plainStyle } from "../../src/report/style.ts";
import { finding, lesson, report, result, step } from "./sample-report.ts";
import type { Report } from "../../src/model/report.ts";

const failing = (file: string, parts: Parameters<typeof finding>[1]): Report["lessons"][number] => ({
  ...lesson(
    file,
    [step(file, 5, [result("failed", { findings: [finding(5, { ...parts, place: { file, line: 5, column: 3 } })] })])],
    {
      verdict: "failed",
    },
  ),
  file,
});

describe("renderFailures()", () => {
  it("says nothing where nothing is wrong", () => {
    expect(renderFailures(report({}), plainStyle)).toBe("");
  });

  it("has a line for each failure, and one for all of one cause", () => {
    const missing = {
      code: "error-raised",
      message: "The cell raised ModuleNotFoundError: No module named 'spam'",
    } as const;
    const lessons = [
      failing("a.yaml", { message: "It differs" }),
      failing("b.yaml", missing),
      failing("c.yaml", { message: "It differs" }),
      failing("d.yaml", missing),
    ];
    expect(`\n${renderFailures(report({ lessons }), plainStyle)}\n`).toMatchInlineSnapshot(`
      "
      ✗ a.yaml:5:3  output-differs  It differs
      ✗ c.yaml:5:3  output-differs  It differs
      ✗ b.yaml:5:3, d.yaml:5:3  error-raised  The cell raised ModuleNotFoundError: No module named 'spam'
      "
    `);
  });

  it("has a line for each file where there are very many", () => {
    const lessons = Array.from({ length: 30 }, (_, index) =>
      failing(`${index % 20}.yaml`, { message: `It differs ${index}` }),
    );
    const rows = renderFailures(report({ lessons }), plainStyle).split("\n");
    expect(rows).toHaveLength(20);
    expect(rows[0]).toBe("✗ 0.yaml:5  output-differs");
  });

  it("names an infrastructure's failure once", () => {
    const lost = lesson(
      "a",
      [
        step("pack/a.yaml", 3, [result("error", { code: "server-lost", reason: "gone" })]),
        step("pack/a.yaml", 9, [result("error", { code: "server-lost", reason: "gone" })]),
      ],
      { verdict: "error", code: "server-lost", reason: "gone" },
    );
    expect(renderFailures(report({ lessons: [lost] }), plainStyle)).toBe("✗ pack/a.yaml:3:5  server-lost  gone");
  });
});
