import type { Code } from "../model/codes.ts";
import type { Report } from "../model/report.ts";
import { collectFindings } from "./collect-findings.ts";
import type { Style } from "./style.ts";

/** The command that explains these codes, each once, on one quiet line; nothing for none. */
export function renderExplainHint(codes: Iterable<Code>, style: Style): string {
  const once = [...new Set(codes)];
  return once.length === 0 ? "" : style.quiet(`Explained, with examples: nbproof explain ${once.join(" ")}`);
}

/** Every code that a report has, in its order. */
export function codesOfReport(report: Report): readonly Code[] {
  const results = report.lessons.flatMap(({ runs, steps }) => [...runs, ...steps.flatMap((step) => step.results)]);
  return [
    ...report.diagnostics.map(({ code }) => code),
    ...collectFindings(report).map(({ code }) => code),
    ...results.flatMap(({ code }) => code ?? []),
  ];
}
