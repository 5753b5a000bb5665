import type { Report } from "../lesson/report.ts";

/** A report as the JSON that `--json` writes. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
