import type { Report } from "../model/report.ts";
import { renderJson } from "../report/render-json.ts";
import { renderReport as renderText } from "../report/render-report.ts";
import { plainStyle, type Style } from "../report/style.ts";

/** `text`: for a reader. `json`: what `--json` writes, by the schema report.schema.json. */
export type ReportFormat = "text" | "json";

export interface RenderReportOptions {
  /** Default: `text`. */
  readonly format?: ReportFormat;
  /** What `readCourse` read: the text shows what is wrong in its line. Default: none. */
  readonly sources?: ReadonlyMap<string, string>;
  /** The text lists every step, not only those that did not pass. Default: `false`. */
  readonly verbose?: boolean;
  /** How the text is dressed. Default: without colours, 120 columns. */
  readonly style?: Style;
}

/** Writes a report down. */
export function renderReport(report: Report, options: RenderReportOptions = {}): string {
  return renderers[options.format ?? "text"](report, options);
}

const renderers: Readonly<Record<ReportFormat, (report: Report, options: RenderReportOptions) => string>> = {
  text: (report, { sources = new Map(), style = plainStyle, verbose = false }) =>
    renderText(report, sources, { style, verbose }),
  json: (report) => renderJson(report),
};
