import { toXml } from "xast-util-to-xml";
import { x } from "xastscript";

import { groupBy } from "../basics/group-by.ts";
import { pageOf } from "../model/code-entries.ts";
import type { LessonReport, LessonRun, Report, ReportKernel, StepReport, StepResult } from "../model/report.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { shownPlace } from "../source/place.ts";
import { renderDiagnostic } from "./render-diagnostic.ts";
import { renderFinding } from "./render-finding.ts";
import { plainStyle } from "./style.ts";
import { visible } from "./visible.ts";

/**
 * A report for what reads JUnit's XML (Jenkins, GitLab and others): a suite for each lesson on each kernel, a case for
 * each step that has a verdict. It holds by Jenkins' junit-10.xsd.
 */
export function renderJunit(report: Report, sources: ReadonlyMap<string, string> = new Map()): string {
  const { diagnostics, lessons, kernels, duration } = report;
  const suites = [
    ...[...groupBy(diagnostics, ({ place }) => place.file)].map(([file, own]) => fileSuite(file, own, sources)),
    ...lessons.flatMap((lesson) => lesson.runs.map((run) => lessonSuite(lesson, run, { kernels, sources }))),
  ];
  const { skipped: _, ...counts } = countCases(suites.flatMap(({ cases }) => cases));
  const root = x(
    "testsuites",
    { name: "nbproof", ...counts, time: seconds(duration) },
    suites.map((suite) => elementOf(suite)),
  );
  // What ends a CDATA section stands nowhere else, says XML, and the library lets it.
  const xml = toXml(root, { closeEmptyElements: true }).replaceAll("]]>", "]]&gt;");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`;
}

interface Suite {
  readonly name: string;
  readonly duration: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

interface Case {
  readonly name: string;
  readonly duration: number;
  /** Absent: it passed. */
  readonly wrong?: Wrong;
}

interface Wrong {
  readonly kind: "failure" | "error" | "skipped";
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

/** What is wrong with a file, for which it did not run. */
function fileSuite(file: string, diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>): Suite {
  const cases = diagnostics.map((diagnostic): Case => {
    const { code: type, message, place } = diagnostic;
    const text = renderDiagnostic(diagnostic, sources.get(shownPlace(place).file), plainStyle);
    return { name: `${type} at line ${place.line}`, duration: 0, wrong: { kind: "error", type, message, text } };
  });
  return { name: file, duration: 0, properties: {}, cases };
}

interface Writing {
  readonly kernels: readonly ReportKernel[];
  readonly sources: ReadonlyMap<string, string>;
}

function lessonSuite(lesson: LessonReport, run: LessonRun, { kernels, sources }: Writing): Suite {
  const { kernel, retries, duration } = run;
  const steps = lesson.steps.flatMap((step) =>
    step.results
      .filter((result) => result.kernel === kernel)
      .map((result): Case => caseOf(nameOf(step), result, sources)),
  );
  // What belongs to no step, or ended the lesson before any.
  const isUntold = run.verdict === "error" && steps.every(({ wrong }) => wrong?.kind !== "error");
  const whole =
    run.findings.length > 0 || isUntold ? [caseOf("the lesson as a whole", { ...run, duration: 0 }, sources)] : [];
  const facts = kernels.find(({ name }) => name === kernel)?.facts;
  return {
    name: kernels.length > 1 ? `${lesson.file} (${kernel})` : lesson.file,
    duration,
    properties: {
      kernel,
      ...(facts === undefined
        ? {}
        : { [facts.language]: `${facts.version} ${facts.implementation} ${facts.platform}` }),
      ...(retries > 0 ? { retries: String(retries) } : {}),
    },
    cases: [...steps, ...whole],
  };
}

/** The author's own id stays when lines move; services follow a test by its name. */
function nameOf({ kind, id, place }: StepReport): string {
  return id === undefined
    ? `${kind} at ${place.cell === undefined ? `line ${place.line}` : `cell ${place.cell.number}`}`
    : `${kind} ${id}`;
}

type Result = Pick<StepResult, "verdict" | "findings" | "reason" | "code" | "duration">;

function caseOf(name: string, result: Result, sources: ReadonlyMap<string, string>): Case {
  const wrong = wrongOf(result, sources);
  return { name, duration: result.duration, ...(wrong === undefined ? {} : { wrong }) };
}

function wrongOf(
  { verdict, findings, reason = "", code }: Result,
  sources: ReadonlyMap<string, string>,
): Wrong | undefined {
  const [first] = findings;
  switch (verdict) {
    case "passed":
      return undefined;
    case "skipped":
      return { kind: "skipped", type: "skipped", message: reason, text: "" };
    case "error": {
      const text = code === undefined ? reason : `${reason}\n\n${pageOf(code)}`;
      return { kind: "error", type: code ?? "error", message: reason.split("\n")[0] ?? "", text };
    }
    case "failed": {
      const texts = findings.map((finding) =>
        renderFinding(finding, sources.get(shownPlace(finding.place).file), plainStyle),
      );
      const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : "";
      const message = `${first?.message ?? ""}${more}`;
      return { kind: "failure", type: first?.code ?? "failed", message, text: texts.join("\n\n") };
    }
  }
}

function elementOf({ name, duration, properties, cases }: Suite): ReturnType<typeof x> {
  const pairs = Object.entries(properties);
  return x("testsuite", { name: clean(name), ...countCases(cases), time: seconds(duration) }, [
    ...(pairs.length === 0
      ? []
      : [
          x(
            "properties",
            pairs.map(([key, value]) => x("property", { name: key, value: clean(value) })),
          ),
        ]),
    ...cases.map((each) =>
      x(
        "testcase",
        { name: clean(each.name), classname: clean(name), time: seconds(each.duration) },
        each.wrong === undefined ? [] : [wrongElement(each.wrong)],
      ),
    ),
  ]);
}

function wrongElement({ kind, type, message, text }: Wrong): ReturnType<typeof x> {
  const attributes = { type, message: clean(message.split("\n")[0] ?? "") };
  return text === "" ? x(kind, attributes) : x(kind, attributes, text.split("\n").map(clean).join("\n"));
}

function countCases(cases: readonly Case[]): Readonly<Record<"tests" | "failures" | "errors" | "skipped", string>> {
  const count = (kind: Wrong["kind"]): string => String(cases.filter(({ wrong }) => wrong?.kind === kind).length);
  return { tests: String(cases.length), failures: count("failure"), errors: count("error"), skipped: count("skipped") };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** A line without what XML has no way to write. https://www.w3.org/TR/xml/#charsets */
function clean(line: string): string {
  return visible(line).replaceAll(/[\ufffe\uffff]/g, "\ufffd");
}
