import type { ElementContent } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";

import { groupBy } from "../basics/group-by.ts";
import { countVerdicts, worstOf } from "../model/count-verdicts.ts";
import type { Verdict } from "../model/finding.ts";
import type { LessonReport, Report, ReportImage, StepReport } from "../model/report.ts";
import { shownPlace } from "../source/place.ts";
import { renderCodeFrame } from "./code-frame.ts";
import { renderPlace } from "./headline.ts";
import { kernelLabels } from "./kernel-labels.ts";
import { listInstalls } from "./list-installs.ts";
import { listProblems, type Problem } from "./list-problems.ts";
import { listWarnings } from "./list-warnings.ts";
import { pageStyle } from "./page-style.ts";
import { cutLine } from "./cut-line.ts";
import { renderDifference } from "./render-difference.ts";
import { renderKernels } from "./render-kernels.ts";
import { plainStyle } from "./style.ts";
import { renderTotals } from "./render-totals.ts";
import { renderUnfinished } from "./render-unfinished.ts";
import { visible } from "./visible.ts";
import { plural, renderDuration } from "./words.ts";

/**
 * A report as one page that loads nothing and runs nothing: what lessons put out is text in it, pictures are data, and
 * its policy would refuse a script if there were one. The filter is of CSS alone.
 */
export function renderHtml(report: Report, sources: ReadonlyMap<string, string> = new Map()): string {
  const problems = groupBy(listProblems(report), ({ place }) => place.file);
  const own = new Set(report.lessons.map(({ file }) => file));
  const elsewhere = [...problems].flatMap(([file, each]) => (own.has(file) ? [] : each));
  const body = h("body", [
    h("header", [h("h1", title(report)), ...summary(report)]),
    ...filters(report),
    h("main", [
      ...elsewhere.map((problem) =>
        h("article", { className: ["lesson", "failed"] }, [problemBlock(problem, sources)]),
      ),
      ...report.lessons.map((lesson) =>
        lessonBlock(lesson, { report, problems: problems.get(lesson.file) ?? [], sources }),
      ),
    ]),
  ]);
  const head = h("head", [
    h("meta", { charSet: "utf-8" }),
    h("meta", { httpEquiv: "Content-Security-Policy", content: policy }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", { name: "color-scheme", content: "light dark" }),
    h("title", title(report)),
    h("style", pageStyle),
  ]);
  return `${toHtml({ type: "root", children: [{ type: "doctype" }, h("html", { lang: "en" }, [head, body])] })}\n`;
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

function title({ exitCode, unfinished }: Report): string {
  if (unfinished !== undefined) return "nbproof: not finished";
  return exitCode === 0 ? "nbproof: all is proven" : "nbproof: not all is well";
}

function summary(report: Report): readonly ElementContent[] {
  const { lessons, kernels, diagnostics } = report;
  const files =
    diagnostics.length === 0 ? [] : [`${plural(diagnostics.length, "problem")} in files, which did not run`];
  const lines = [
    ...renderUnfinished(report.unfinished),
    ...files,
    ...(lessons.length === 0 ? [] : [renderTotals(report, plainStyle)]),
    ...listWarnings(report).map(visible),
    ...renderKernels(kernels, plainStyle).split("\n"),
  ];
  return [
    ...lines.filter((line) => line !== "").map((line) => h("p", line)),
    ...listInstalls(report).map(({ words, command }) =>
      h("p", [visible(words), ...(command === undefined ? [] : [" ", h("code", visible(command))])]),
    ),
  ];
}

const verdicts = ["failed", "error", "skipped", "passed"] as const;

/** Each with how many lessons there are of it; all are shown until one is chosen. */
function filters({ lessons }: Report): readonly ElementContent[] {
  const counts = countVerdicts(lessons.map(verdictOf));
  const shown = verdicts.filter((verdict) => counts[verdict] > 0);
  if (lessons.length < 2) return [];
  return [
    h("nav", { ariaLabel: "Which lessons to show" }, [
      choice("all", `all (${lessons.length})`, true),
      ...shown.map((verdict) => choice(verdict, `${verdict} (${counts[verdict]})`, false)),
    ]),
  ];
}

function choice(value: string, label: string, checked: boolean): ElementContent {
  return h("label", [h("input", { type: "radio", name: "show", id: `show-${value}`, checked }), ` ${label}`]);
}

function verdictOf({ runs }: LessonReport): Verdict {
  return worstOf(runs.map(({ verdict }) => verdict));
}

interface Writing {
  readonly report: Report;
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
}

function lessonBlock(lesson: LessonReport, { report, problems, sources }: Writing): ElementContent {
  const verdict = verdictOf(lesson);
  const longest = Math.max(0, ...lesson.runs.map(({ duration }) => duration));
  const reasons = [...new Set(lesson.runs.flatMap(({ reason }) => reason ?? []))];
  const open = verdict === "failed" || verdict === "error";
  return h("article", { className: ["lesson", verdict] }, [
    h("details", { open }, [
      h("summary", [
        badge(verdict),
        h("b", visible(lesson.title)),
        h("span", { className: ["quiet"] }, ` ${visible(lesson.file)}, ${renderDuration(longest)}`),
      ]),
      ...reasons.map((reason) => h("p", reason.split("\n").map(visible).join(" "))),
      ...problems.map((problem) => problemBlock(problem, sources)),
      ...lesson.steps.flatMap((step) => pictures(step)),
      stepTable(lesson, report),
    ]),
  ]);
}

function badge(verdict: Verdict): ElementContent {
  return h("span", { className: ["badge", verdict] }, verdict);
}

function problemBlock(problem: Problem, sources: ReadonlyMap<string, string>): ElementContent {
  const { place, code, message, difference, shown, traceback, advice } = problem;
  const at = shownPlace(place);
  const source = sources.get(at.file);
  const frame = source === undefined ? "" : renderCodeFrame(source, at, plainStyle);
  return h("section", [
    h("h2", [
      h("code", renderPlace(place)),
      " ",
      h("code", { className: ["failed"] }, code),
      ": ",
      ...phrases(message),
    ]),
    ...(frame === "" ? [] : [h("pre", frame)]),
    ...(difference === undefined
      ? []
      : [h("pre", { className: ["difference"] }, renderDifference(difference, plainStyle))]),
    ...excerpt("What it showed", shown),
    ...excerpt("What it raised", traceback),
    h("p", [...phrases(advice.split("\n").join(" "))]),
  ]);
}

/** Messages name things in backticks. */
function phrases(message: string): readonly ElementContent[] {
  const parts = visible(message).split(/`([^`]+)`/);
  return parts.map((part, index) => (index % 2 === 1 ? h("code", part) : { type: "text", value: part }));
}

/** Long lines are cut; all else is there. */
function excerpt(label: string, text: string | undefined): readonly ElementContent[] {
  if (text === undefined || text.trim() === "") return [];
  const lines = text.trimEnd().split(/\r?\n/);
  const shown = lines.map((line) => cutLine(line, 500).text).join("\n");
  return [
    h("details", { open: lines.length <= 12 }, [
      h("summary", `${label} (${plural(lines.length, "line")})`),
      h("pre", shown),
    ]),
  ];
}

function pictures({ place, results }: StepReport): readonly ElementContent[] {
  return results.flatMap(({ images = [], kernel }) =>
    images.map((image) =>
      h("figure", [
        h("img", { src: dataUrl(image), alt: `What the step at line ${place.line} showed on ${kernel}` }),
        h("figcaption", `${renderPlace(place)} on ${visible(kernel)}`),
      ]),
    ),
  );
}

function dataUrl({ mimeType, content }: ReportImage): string {
  // In an <img>, an SVG's scripts do not run.
  if (mimeType === "image/svg+xml")
    return `data:${mimeType},${encodeURIComponent(content.replaceAll(/\p{Cs}/gu, "\ufffd"))}`;
  return `data:${mimeType};base64,${content.replaceAll(/[^A-Za-z0-9+/=]/g, "")}`;
}

function stepTable(lesson: LessonReport, { kernels }: Report): ElementContent {
  const steps = lesson.steps.filter(({ results }) => results.length > 0);
  const labels = kernelLabels(kernels.map(({ name }) => name));
  const head = ["step", ...kernels.map(({ name }) => labels.get(name) ?? name), "why"];
  return h("details", [
    h("summary", plural(steps.length, "step")),
    h("table", [
      h("thead", [
        h(
          "tr",
          head.map((name) => h("th", { scope: "col" }, visible(name))),
        ),
      ]),
      h(
        "tbody",
        steps.map(({ place, kind, id, results }) => {
          const cells = kernels.map(({ name }) => results.find(({ kernel }) => kernel === name));
          const why = [
            ...new Set(
              results.flatMap(({ reason, findings }) => [
                ...(reason === undefined ? [] : [reason]),
                ...findings.map(({ code }) => code),
              ]),
            ),
          ];
          return h("tr", [
            h(
              "th",
              { scope: "row" },
              `${place.cell === undefined ? `line ${place.line}` : `cell ${place.cell.number}`} ${kind}${id === undefined ? "" : ` ${id}`}`,
            ),
            ...cells.map((result) =>
              h("td", result === undefined ? [] : [badge(result.verdict), ` ${renderDuration(result.duration)}`]),
            ),
            h("td", why.map(visible).join(", ")),
          ]);
        }),
      ),
    ]),
  ]);
}
