import type { Log, ReportingDescriptor, Result } from "sarif";

import { codes, diagnosticCodes, pageOf } from "../model/code-entries.ts";
import type { Report } from "../model/report.ts";
import { inFolder } from "./in-folder.ts";
import { listProblems, type Problem } from "./list-problems.ts";
import { plainProblem } from "./plain-problem.ts";

// More than these GitHub refuses. https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning
const mostResults = 25_000;

/**
 * What is wrong, as SARIF 2.1.0, which code scanning and editors read.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif(report: Report, folder = ""): string {
  const problems = listProblems(report);
  const used = [...new Set(problems.map(({ code }) => code))].toSorted();
  const rules = used.map(ruleOf);
  const left = problems.length - mostResults;
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "nbproof", rules } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { ROOT: { description: { text: "The root of the repository" } } },
        invocations: [
          {
            executionSuccessful: report.exitCode < 2 && report.unfinished === undefined,
            exitCode: report.exitCode,
            ...(left <= 0
              ? {}
              : {
                  toolExecutionNotifications: [{ level: "warning", message: { text: `${left} results are left out` } }],
                }),
          },
        ],
        results: problems.slice(0, mostResults).map((problem) => resultOf(problem, used.indexOf(problem.code), folder)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(code: Problem["code"]): ReportingDescriptor {
  const { meaning, remedy } = codes[code];
  return {
    id: code,
    name: code.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: meaning },
    fullDescription: { text: meaning },
    help: { text: `${remedy}\n\nnbproof explain ${code} shows the page about it (${pageOf(code)}).` },
    defaultConfiguration: { level: "error" },
    properties: { tags: [code in diagnosticCodes ? "file" : "lesson"] },
  };
}

function resultOf(problem: Problem, ruleIndex: number, folder: string): Result {
  const { file, line: startLine, column: startColumn, endColumn } = problem.place;
  const uri = inFolder(folder, file);
  const isAbsolute = uri.startsWith("/");
  return {
    ruleId: problem.code,
    ruleIndex,
    level: "error",
    message: { text: plainProblem(problem) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: isAbsolute
            ? { uri: `file://${encodeURI(uri)}` }
            : { uri: encodeURI(uri), uriBaseId: "ROOT" },
          region: { startLine, startColumn, ...(endColumn === undefined ? {} : { endColumn }) },
        },
      },
    ],
  };
}
