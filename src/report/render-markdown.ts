import type { Nodes, PhrasingContent, RootContent, TableRow } from "mdast";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { toMarkdown } from "mdast-util-to-markdown";

import type { Verdict } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { renderPlace } from "./headline.ts";
import { kernelLabels } from "./kernel-labels.ts";
import { cutLine } from "./cut-line.ts";
import { listInstalls } from "./list-installs.ts";
import { listProblems, type Problem } from "./list-problems.ts";
import { listWarnings } from "./list-warnings.ts";
import { renderTotals } from "./render-totals.ts";
import { plainStyle } from "./style.ts";
import { visible } from "./visible.ts";
import { plural, renderDuration } from "./words.ts";

// GitHub shows nothing of a step's summary above 1 MiB.
const mostBytes = 1_000_000;

const mostLessons = 200;

/** A report as Markdown, as for a step's summary on GitHub: the totals, a grid of lessons and kernels, what is wrong. */
export function renderMarkdown(report: Report): string {
  const problems = listProblems(report);
  const blocks = [
    ...[heading(report), ...totals(report), ...grid(report), ...warnings(report), ...installs(report)].map(
      (block) => () => block,
    ),
    // Each only as long as there is room: there may be thousands.
    ...problems.map((problem) => () => shown(problem)),
  ];
  return fit(blocks);
}

/** As many blocks as have room, and how many do not. */
function fit(blocks: readonly (() => readonly RootContent[])[]): string {
  const texts: string[] = [];
  let bytes = 0;
  for (const [index, block] of blocks.entries()) {
    const written = write({ type: "root", children: [...block()] });
    bytes += new TextEncoder().encode(written).length + 1;
    if (bytes > mostBytes) {
      texts.push(`${blocks.length - index} more are left out here: see the log.\n`);
      break;
    }
    texts.push(written);
  }
  return texts.join("\n");
}

function write(node: Nodes): string {
  return toMarkdown(node, { extensions: [gfmTableToMarkdown({ tablePipeAlign: false })], bullet: "-" });
}

function heading({ exitCode, unfinished }: Report): readonly RootContent[] {
  const words = exitCode === 0 ? "nbproof: all is proven" : "nbproof: not all is well";
  return [{ type: "heading", depth: 3, children: [plain(unfinished === undefined ? words : "nbproof: not finished")] }];
}

function totals(report: Report): readonly (readonly RootContent[])[] {
  const { diagnostics, lessons } = report;
  const files =
    diagnostics.length === 0 ? [] : [`${plural(diagnostics.length, "problem")} in files, which did not run`];
  return [...files, ...(lessons.length === 0 ? [] : [renderTotals(report, plainStyle)])].map((line) => [
    paragraph(plain(line)),
  ]);
}

const marks: Readonly<Record<Verdict, string>> = { passed: "✅", failed: "❌", skipped: "➖", error: "⚠️" };

/** A row a lesson, a column a kernel; of very many lessons those that did not pass. */
function grid({ lessons, kernels }: Report): readonly (readonly RootContent[])[] {
  if (lessons.length === 0) return [];
  const all = lessons.length <= mostLessons;
  const rows = lessons
    .filter(({ runs }) => all || runs.some(({ verdict }) => verdict !== "passed"))
    .slice(0, mostLessons);
  const labels = kernelLabels(kernels.map(({ name }) => name));
  const head = row([plain("lesson"), ...kernels.map(({ name }) => plain(labels.get(name) ?? name)), plain("time")]);
  const body = rows.map(({ name, runs }) => {
    const cells = kernels.map((kernel) => {
      const verdict = runs.find((run) => run.kernel === kernel.name)?.verdict;
      return plain(verdict === undefined ? "" : `${marks[verdict]} ${verdict}`);
    });
    const longest = Math.max(0, ...runs.map(({ duration }) => duration));
    return row([code(cutLine(name, 80).text), ...cells, plain(renderDuration(longest))]);
  });
  const left = lessons.length - rows.length;
  const rest: readonly RootContent[] = left === 0 ? [] : [paragraph(plain(`${plural(left, "lesson")} more`))];
  return rows.length === 0 ? [] : [[{ type: "table", children: [head, ...body] }, ...rest]];
}

function warnings(report: Report): readonly (readonly RootContent[])[] {
  return listWarnings(report).map((warning) => [paragraph(plain(`➖ ${visible(warning)}`))]);
}

function installs(report: Report): readonly (readonly RootContent[])[] {
  return listInstalls(report).map(({ words, command }) => [
    paragraph(plain(visible(words)), ...(command === undefined ? [] : [plain(" "), code(command)])),
  ]);
}

/** One problem: its place and message, the difference, what to do. */
function shown({
  place,
  code: known,
  message,
  difference,
  shown: output,
  traceback,
  advice,
}: Problem): readonly RootContent[] {
  const head = paragraph(
    { type: "strong", children: [code(renderPlace(place))] },
    plain("  "),
    code(known),
    // A message may itself begin with a name in backticks.
    plain(": "),
    ...phrases(message),
  );
  const lines =
    difference === undefined
      ? []
      : [
          ...(difference.expected === undefined ? [] : [`-${cut(difference.expected)}`]),
          ...(difference.actual === undefined ? [] : [`+${cut(difference.actual)}`]),
        ];
  return [
    head,
    ...(lines.length === 0 ? [] : [fenced("diff", lines)]),
    ...(difference?.why === undefined ? [] : [paragraph(plain(visible(difference.why)))]),
    ...(isSaid(output, difference) ? [] : excerpt(output)),
    ...excerpt(traceback),
    paragraph(...phrases(advice.split("\n").join(" "))),
  ];
}

/** All that was shown is the line that differs. */
function isSaid(output: string | undefined, difference: Problem["difference"]): boolean {
  return output !== undefined && output.trimEnd() === difference?.actual?.trimEnd();
}

function excerpt(given: string | undefined): readonly RootContent[] {
  if (given === undefined || given.trim() === "") return [];
  const lines = given.trimEnd().split(/\r?\n/);
  const left = lines.length - mostLines;
  const kept =
    left > 0
      ? [...lines.slice(0, mostLines / 2), `… ${plural(left, "line")} more …`, ...lines.slice(-mostLines / 2)]
      : lines;
  return [fenced("text", kept.map(cut))];
}

const mostLines = 24;

function cut(line: string): string {
  return cutLine(line, 300).text;
}

function fenced(lang: string, lines: readonly string[]): RootContent {
  return { type: "code", lang, value: lines.join("\n") };
}

function row(cells: readonly PhrasingContent[]): TableRow {
  return { type: "tableRow", children: cells.map((cell) => ({ type: "tableCell", children: [cell] })) };
}

/** Messages name things in backticks. */
function phrases(message: string): readonly PhrasingContent[] {
  const parts = cutLine(message, 1000).text.split(/`([^`]+)`/);
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : plain(part)));
}

function paragraph(...children: readonly PhrasingContent[]): RootContent {
  return { type: "paragraph", children: [...children] };
}

function plain(value: string): PhrasingContent {
  return { type: "text", value };
}

function code(value: string): PhrasingContent {
  return { type: "inlineCode", value: visible(value) };
}
