import { compact } from "../basics/compact.ts";
import { pageOf } from "../model/code-entries.ts";
import type { Code, InfrastructureCode } from "../model/codes.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { JsonFinding, JsonReport } from "./json-report.ts";

/** A report as the JSON that `--json` writes: each diagnostic and finding with the page about its code. */
export function renderJson(report: Report): string {
  const linked: JsonReport = {
    ...report,
    diagnostics: report.diagnostics.map(withPage),
    lessons: report.lessons.map((lesson) => ({
      ...lesson,
      steps: lesson.steps.map((step) => ({ ...step, results: step.results.map(withPages) })),
      runs: lesson.runs.map(withPages),
    })),
  };
  return `${JSON.stringify(linked, undefined, 2)}\n`;
}

interface Result {
  readonly code?: InfrastructureCode;
  readonly findings: readonly Finding[];
}

function withPages<T extends Result>(
  result: T,
): T & { readonly findings: readonly JsonFinding[]; readonly page?: string } {
  const { code, findings } = result;
  return {
    ...result,
    findings: findings.map(withPage),
    ...compact({ page: code === undefined ? undefined : pageOf(code) }),
  };
}

function withPage<T extends { readonly code: Code }>(coded: T): T & { readonly page: string } {
  return { ...coded, page: pageOf(coded.code) };
}
