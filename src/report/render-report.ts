import { diagnosticCodes, findingCodes, type CodeEntry } from "../model/code-entries.ts";
import type { Finding } from "../model/finding.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { type SourcePlace, shownPlace } from "../source/place.ts";
import type { Report } from "../model/report.ts";
import { collectFindings } from "./collect-findings.ts";
import { groupByCause } from "./group-by-cause.ts";
import { renderDiagnostic } from "./render-diagnostic.ts";
import { renderFailures } from "./render-failures.ts";
import { renderFinding } from "./render-finding.ts";
import { renderKernels } from "./render-kernels.ts";
import { renderLessons } from "./render-lessons.ts";
import { renderMutations } from "./render-mutations.ts";
import { renderSolutions } from "./render-solutions.ts";
import { renderShown } from "./render-shown.ts";
import { renderSkips } from "./render-skips.ts";
import { renderSummary } from "./render-summary.ts";
import type { Style } from "./style.ts";
import { renderUnfinished } from "./render-unfinished.ts";
import { plural } from "./words.ts";

/** The text of each file, and of each cell of a notebook, by the name that places are shown with. */
export type Sources = ReadonlyMap<string, string>;

/** How a report is written down. */
export interface ReportOptions {
  readonly style: Style;
  /** Every step, not only those that did not pass. */
  readonly verbose: boolean;
  /** Nothing but what is wrong, and the summary where anything is. */
  readonly quiet?: boolean;
}

/** A run as text: kernels, verdicts, everything wrong, and at the end, where a terminal stops, the summary. */
export function renderReport(report: Report, sources: Sources, options: ReportOptions): string {
  const { style } = options;
  const findings = adviseOnce(groupByCause(repeatedOnce(collectFindings(report))), findingCodes);
  if (options.quiet === true && report.exitCode === 0) return "";
  return joinBlocks([
    ...(options.quiet === true ? [] : [renderHead(report, style), renderLessons(report, options)]),
    renderShown(report, style),
    ...diagnosticBlocks(report.diagnostics, sources, style),
    ...findings.map((finding) => renderFinding(finding, sourceOf(finding, sources), style)),
    renderMutations(report, options),
    renderSolutions(report, style),
    renderSkips(report, style),
    renderFailures(report, style),
    [renderSummary(report, style), ...renderUnfinished(report.unfinished)].filter((row) => row !== "").join("\n"),
  ]);
}

/** Under what settings and in which kernels. */
function renderHead({ settings, kernels }: Report, style: Style): string {
  const rendered = renderKernels(kernels, style);
  if (settings === undefined) return rendered;
  const { file, leftOut } = settings;
  const less = leftOut === 0 ? "" : `  ${plural(leftOut, "notebook")} left out`;
  return `${style.quiet("Settings")} ${style.strong(file)}${less}\n${rendered}`.trimEnd();
}

/** Everything wrong with files, in the order given. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], sources: Sources, style: Style): string {
  return joinBlocks(diagnosticBlocks(diagnostics, sources, style));
}

function diagnosticBlocks(diagnostics: readonly Diagnostic[], sources: Sources, style: Style): readonly string[] {
  return adviseOnce(diagnostics, diagnosticCodes).map((diagnostic) =>
    renderDiagnostic(diagnostic, sourceOf(diagnostic, sources), style),
  );
}

function sourceOf({ place }: { readonly place: SourcePlace }, sources: Sources): string | undefined {
  return sources.get(shownPlace(place).file);
}

function joinBlocks(blocks: readonly string[]): string {
  const present = blocks.filter((block) => block !== "");
  return present.length === 0 ? "" : `${present.join("\n\n")}\n`;
}

/** What is to be done for a whole notebook is said once for it. */
function repeatedOnce(findings: readonly Finding[]): readonly Finding[] {
  const said = new Set<string>();
  return findings.map((finding) => {
    const { advice, ...unadvised } = finding;
    const known = `${finding.place.file} ${advice}`;
    if (advice === undefined || finding.place.cell === undefined) return finding;
    if (said.has(known)) return unadvised;
    said.add(known);
    return finding;
  });
}

interface Advised<Code extends string> {
  readonly code: Code;
  readonly advice?: string;
  readonly place: SourcePlace;
}

/** Gives the general remedy to the first of each code that has no advice of its own: once said, it is known. */
function adviseOnce<Code extends string, T extends Advised<Code>>(
  items: readonly (T & Advised<Code>)[],
  codes: Readonly<Record<Code, CodeEntry>>,
): readonly (T & Advised<Code>)[] {
  const said = new Set<string>();
  return items.map((item) => {
    if (item.advice !== undefined || said.has(item.code)) return item;
    said.add(item.code);
    // The table is written as prose; a message has no final period.
    const { remedy, inNotebook = remedy } = codes[item.code];
    return { ...item, advice: (item.place.cell === undefined ? remedy : inNotebook).replace(/\.$/, "") };
  });
}
