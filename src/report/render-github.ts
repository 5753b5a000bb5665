import type { Report } from "../model/report.ts";
import { countVerdicts, verdictsOf } from "../model/count-verdicts.ts";
import { groupBy } from "../basics/group-by.ts";
import { renderPlace } from "./headline.ts";
import { listProblems, type Problem } from "./list-problems.ts";
import { plainProblem } from "./plain-problem.ts";
import { listWarnings } from "./list-warnings.ts";
import { inFolder } from "./in-folder.ts";
import { visible } from "./visible.ts";
import { plural } from "./words.ts";

// GitHub shows so many of each kind for a step, and drops the others without a word.
// https://docs.github.com/en/actions/reference/limits
const most = 10;

/**
 * Annotations for GitHub, as workflow commands: the total first, then what is wrong at its line of the file, all of one
 * line as one. https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function renderGithub(report: Report, folder = ""): string {
  const problems = listProblems(report);
  const atLines = [...groupBy(problems, ({ place }) => `${place.file}:${place.line}`).values()];
  const errors = atLines.flatMap(([first, ...more]) => (first === undefined ? [] : [annotation(first, more, folder)]));
  const total =
    problems.length === 0
      ? []
      : [command("error", { title: "nbproof" }, totalOf(report, problems.length, errors.length))];
  const warnings = listWarnings(report).map((warning) => command("warning", { title: "nbproof" }, visible(warning)));
  const shown = [...total, ...errors.slice(0, most - 1), ...fit(warnings)];
  return shown.length === 0 ? "" : `${shown.join("\n")}\n`;
}

function totalOf(report: Report, problems: number, places: number): string {
  const { failed, error } = countVerdicts(verdictsOf(report).runs);
  const lessons = [
    ...(failed > 0 ? [`${plural(failed, "lesson")} failed`] : []),
    ...(error > 0 ? [`${plural(error, "lesson")} could not be run to the end`] : []),
  ];
  const rest =
    places > most - 1 ? `; the first ${most - 1} are at their lines, all of them in the summary and the log` : "";
  return [...lessons, plural(problems, "problem")].join(", ") + rest;
}

function fit(warnings: readonly string[]): readonly string[] {
  if (warnings.length <= most) return warnings;
  const left = warnings.length - most + 1;
  return [
    command("warning", { title: "nbproof" }, `${plural(left, "warning")} more in the log`),
    ...warnings.slice(0, most - 1),
  ];
}

function annotation(first: Problem, more: readonly Problem[], folder: string): string {
  const { place, code } = first;
  const { file, line, column, endColumn } = place;
  const others = more.map((problem, index) => {
    const { advice, ...unadvised } = problem;
    // What was said for the problem before it is known.
    const known = (more[index - 1] ?? first).advice === advice;
    return `\n${renderPlace(problem.place)}  ${problem.code}\n${plainProblem(known ? unadvised : problem)}`;
  });
  const at = {
    file: inFolder(folder, file),
    line: String(line),
    col: String(column),
    ...(endColumn === undefined ? {} : { endColumn: String(endColumn) }),
    title: more.length === 0 ? code : `${code} and ${more.length} more`,
  };
  return command("error", at, [plainProblem(first), ...others].join("\n"));
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function command(name: "error" | "warning", properties: Readonly<Record<string, string>>, message: string): string {
  const pairs = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeData(value).replaceAll(":", "%3A").replaceAll(",", "%2C")}`,
  );
  return `::${name} ${pairs.join(",")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
