import type { Report } from "../model/report.ts";
import { renderGithub } from "../report/render-github.ts";
import { renderHtml } from "../report/render-html.ts";
import { renderJson } from "../report/render-json.ts";
import { renderJunit } from "../report/render-junit.ts";
import { renderMarkdown } from "../report/render-markdown.ts";
import { renderReport as renderText } from "../report/render-report.ts";
import { renderSarif } from "../report/render-sarif.ts";
import { plainStyle, type Style } from "../report/style.ts";

/**
 * `text`: for a reader. `json`: by the schema report.schema.json. `github`: annotations, as workflow commands.
 * `markdown`: for a step's summary. `junit`, `sarif`: what other programs read. `html`: one page without script.
 */
export type ReportFormat = "text" | "json" | "github" | "markdown" | "junit" | "sarif" | "html";

export interface RenderReportOptions {
  /** Default: `text`. */
  readonly format?: ReportFormat;
  /** What `readCourse` read: `text`, `junit` and `html` show what is wrong in its line. Default: none. */
  readonly sources?: ReadonlyMap<string, string>;
  /** The text lists every step, not only those that did not pass. Default: `false`. */
  readonly verbose?: boolean;
  /** `github` and `sarif` name files below this folder: that of the course's own files, seen from the repository's root. Default: none. */
  readonly folder?: string;
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
  github: (report, { folder = "" }) => renderGithub(report, folder),
  markdown: (report) => renderMarkdown(report),
  junit: (report, { sources }) => renderJunit(report, sources),
  sarif: (report, { folder = "" }) => renderSarif(report, folder),
  html: (report, { sources }) => renderHtml(report, sources),
};
