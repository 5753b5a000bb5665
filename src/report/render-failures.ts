import { groupBy } from "../basics/group-by.ts";
import { infrastructureCodes } from "../model/code-entries.ts";
import type { Report } from "../model/report.ts";
import { renderPlace } from "./headline.ts";
import { listProblems, type Problem } from "./list-problems.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";

// What a log's last screen has room for.
const mostRows = 24;

/**
 * All that is wrong again, a line each, for the end of a log: problems of one cause are one line, and of very many those
 * of one file.
 */
export function renderFailures(report: Report, style: Style): string {
  const problems = listProblems(report);
  const byCode = [...groupBy(problems, ({ code }) => code).values()].flat();
  const causes = [...groupBy(byCode, causeOf).values()];
  const rows = causes.length > mostRows ? [...groupBy(problems, fileOf).values()].map(ofFile) : causes.map(ofCause);
  return rows.map(({ where, what }) => `${style.bad("✗")} ${style.place(where)}  ${what}`).join("\n");

  function ofCause(group: readonly Problem[]): Row {
    const [first] = group;
    const message = visible(first?.message ?? "").slice(0, style.columns);
    return {
      where: [...new Set(group.map(({ place }) => renderPlace(place)))].join(", "),
      what: `${style.bad(first?.code ?? "")}  ${message}`,
    };
  }

  function ofFile(group: readonly Problem[]): Row {
    const lines = [...new Set(group.map(({ place }) => place.line))].sort((a, b) => a - b);
    const codes = [...new Set(group.map(({ code }) => code))];
    return {
      where: `${visible(group[0] === undefined ? "" : fileOf(group[0]))}:${lines.join(",")}`,
      what: style.bad(codes.join(", ")),
    };
  }
}

interface Row {
  readonly where: string;
  readonly what: string;
}

function fileOf({ place }: Problem): string {
  return place.file;
}

/** An exception with one message, or one reason of the infrastructure, is one cause wherever it comes. */
function causeOf({ code, message, place }: Problem): string {
  const named = code === "error-raised" || Object.hasOwn(infrastructureCodes, code);
  return JSON.stringify(named ? [code, message] : [code, message, renderPlace(place)]);
}
