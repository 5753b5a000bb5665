import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";

import { makeReport } from "../../src/api/make-report.ts";
import { readCourse } from "../../src/api/read-course.ts";
import { renderReport } from "../../src/api/render-report.ts";
import { validate } from "../../src/api/validate.ts";
import { codes, diagnosticCodes, findingCodes, infrastructureCodes } from "../../src/model/code-entries.ts";
import type { Report } from "../../src/model/report.ts";
import { facts, finding, lesson, report, result, step } from "../report/sample-report.ts";
import { folderOf } from "../spec/read-files.ts";
import { reportPage } from "./report-page.ts";
import { closedSchema, reportSchema } from "./report-schema.ts";

const open = reportSchema();
// A key that the type, and so the schema and the page, do not name is a fault of ours.
const closed = new Ajv2020({ strict: true, allErrors: true }).compile(closedSchema(open));
const asPublished = new Ajv2020({ strict: true }).compile(open);

const place = { file: "pack/one.yaml", line: 2, column: 1 };
const mutation = {
  spelledOut: { mutants: 3, refused: 2 },
  inHoles: { mutants: 0, refused: 0 },
  survivors: [{ kind: "digit", inHole: false, place, before: "1", after: "2" }],
} as const;
const everything = report({
  kernels: [{ name: "k", displayName: "K", chosen: "given", facts, late: ["HOME"] }],
  diagnostics: [{ code: "unknown-key", place, message: "No key", advice: "Mend it", rewritten: "title:" }],
  lessons: [
    lesson(
      "one",
      [
        step("one", 3, []),
        { ...step("one", 4, [result("passed", { mutation, shown: "1\n" })]), id: "first" },
        step("one", 5, [result("skipped", { reason: "needs threads" })]),
        step("one", 6, [
          result("failed", {
            findings: [
              finding(6, {
                difference: { expected: "1", actual: "2", why: "digits" },
                shown: "2\n",
                traceback: "Error",
                advice: "Mend it",
                place: { ...place, cell: { number: 1, id: "a", part: "output", line: 1, column: 1, endColumn: 2 } },
              }),
            ],
          }),
        ]),
        step("one", 7, [result("error", { reason: "lost", code: "server-lost" })]),
      ],
      { verdict: "error", reason: "nbproof itself failed", code: "internal", stack: "Error\n  at x" },
    ),
  ],
  skips: { allowed: 0, kernels: [{ kernel: "k", skipped: 1, reasons: [{ reason: "needs threads", steps: 1 }] }] },
});

it("schema/report.schema.json says what the type says (npm run docs mends it)", async () => {
  await expect(`${JSON.stringify(open, null, 2)}\n`).toMatchFileSnapshot("../../schema/report.schema.json");
});

it("docs/json-report.md says what the schema says (npm run docs mends it)", async () => {
  await expect(reportPage(open)).toMatchFileSnapshot("../../docs/json-report.md");
});

describe("schema/report.schema.json", () => {
  it("has every code there is, and no other", () => {
    const { $defs } = JSON.parse(JSON.stringify(open)) as { $defs: Record<string, { enum?: string[] }> };
    const named = ["DiagnosticCode", "FindingCode", "SilentFailure", "InfrastructureCode"].flatMap(
      (name) => $defs[name]?.enum ?? anyOf($defs[name]),
    );
    expect(named.toSorted()).toEqual(Object.keys(codes).toSorted());
    expect(Object.keys({ ...diagnosticCodes, ...findingCodes, ...infrastructureCodes })).toHaveLength(named.length);
  });

  it("fits a report with all that a report can hold", () => {
    expectToFit(everything);
    expectToFit(makeReport({ kernels: [], lessons: [], duration: 0 }, { diagnostics: [], hashSeed: 1, maxSkipped: 0 }));
  });

  it("fits the report of a course that cannot be read", async () => {
    const cwd = await folderOf({ "one.yaml": "titel: One\n" });
    const real = await validate(await readCourse("one.yaml", { cwd }));
    expect(real.diagnostics.length).toBeGreaterThan(0);
    expectToFit(real);
  });

  it.each<[string, object]>([
    ["another version", { version: 2 }],
    ["no kernels", { kernels: undefined }],
    ["an unknown verdict", { lessons: [lesson("one", [], { verdict: "good" } as never)] }],
    ["a code that is none", { diagnostics: [{ code: "bad", place, message: "" }] }],
  ])("refuses %s", (_, parts) => {
    const wrong: unknown = JSON.parse(renderReport({ ...report({}), ...parts }, { format: "json" }));
    expect(asPublished(wrong)).toBe(false);
  });

  it("takes a key that a later version may add", () => {
    const later = { ...report({}), more: 1 };
    expect(asPublished(JSON.parse(renderReport(later, { format: "json" })))).toBe(true);
  });
});

function expectToFit(real: Report): void {
  const json: unknown = JSON.parse(renderReport(real, { format: "json" }));
  closed(json);
  expect(closed.errors ?? []).toEqual([]);
  expect(asPublished(json)).toBe(true);
}

function anyOf(part: object | undefined): readonly string[] {
  const parts = part && "anyOf" in part && Array.isArray(part.anyOf) ? (part.anyOf as object[]) : [];
  return parts.flatMap((each) =>
    "enum" in each && Array.isArray(each.enum) ? (each.enum as string[]) : "const" in each ? [String(each.const)] : [],
  );
}
