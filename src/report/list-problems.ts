import { codes } from "../model/code-entries.ts";
import type { Code } from "../model/codes.ts";
import type { Finding } from "../model/finding.ts";
import type { LessonReport, Report } from "../model/report.ts";
import { compact } from "../basics/compact.ts";
import { groupBy } from "../basics/group-by.ts";
import type { SourcePlace } from "../source/place.ts";
import { collectFindings } from "./collect-findings.ts";
import { groupByCause } from "./group-by-cause.ts";

/** One thing wrong, whatever it is wrong with: what all writers of reports have in common. */
export interface Problem extends Pick<Finding, "difference" | "shown" | "traceback"> {
  readonly code: Code;
  readonly place: SourcePlace;
  readonly message: string;
  /** What to do: the code's general remedy where there is none of its own. */
  readonly advice: string;
}

/** All that is wrong, in the order of the files and lessons; what several kernels share comes once. */
export function listProblems(report: Pick<Report, "lessons" | "kernels" | "diagnostics">): readonly Problem[] {
  return [
    ...report.diagnostics.map(problemOf),
    ...groupByCause(collectFindings(report)).map(problemOf),
    ...report.lessons.flatMap(failures),
  ];
}

type Told = Omit<Problem, "advice"> & { readonly advice?: string };

/** A problem with its advice; IPython begins a traceback with a line of dashes, which says nothing. */
function problemOf({ code, place, message, advice, difference, shown, traceback }: Told): Problem {
  const { remedy, inNotebook = remedy } = codes[code];
  const general = (place.cell === undefined ? remedy : inNotebook).replace(/\.$/, "");
  return {
    code,
    place,
    message,
    advice: advice ?? general,
    ...compact({ difference, shown, traceback: traceback?.replace(/^-+\n/, "") }),
  };
}

/** Where the infrastructure failed: once for each reason, at the first step that did not come to its end. */
function failures(lesson: LessonReport): readonly Problem[] {
  const steps = lesson.steps.flatMap(({ place, results }) => results.map((result) => ({ ...result, place })));
  const start: SourcePlace = { file: lesson.file, line: 1, column: 1 };
  const failed = [...steps, ...lesson.runs.map((run) => ({ ...run, place: start }))].flatMap((result) => {
    const { verdict, code = "server-lost" as const, reason, place } = result;
    return verdict === "error" && reason !== undefined ? [{ code, place, reason }] : [];
  });
  return [...groupBy(failed, ({ code, reason }) => JSON.stringify([code, reason])).values()].flatMap(([first]) =>
    first === undefined ? [] : [problemOf({ code: first.code, place: first.place, message: firstLine(first.reason) })],
  );
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}
