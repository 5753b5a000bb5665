import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

import { isRecord } from "../basics/is-record.ts";
import { parseJson } from "../basics/parse-json.ts";
import { durationsOf } from "../model/durations.ts";
import { mergeReports as merged } from "../model/merge-reports.ts";
import type { Report } from "../model/report.ts";
import type { Arguments, Context } from "./command.ts";
import { durationsFile, writeDurations } from "./durations-file.ts";
import { Reporting } from "./reporting.ts";
import { readReporters } from "./reporters-option.ts";
import { UsageError } from "./usage-error.ts";

/** `nbproof merge-reports`: the reports of several runs, told as one. */
export async function mergeReports({ operands, values, switches }: Arguments, context: Context): Promise<number> {
  const { cwd, env } = context;
  if (operands.length === 0) throw new UsageError("Name the reports to merge: the files that --json wrote");
  const reports = operands.map((file) => readReport(file, cwd));
  const twice = lessonTwice(reports);
  if (twice !== undefined)
    throw new UsageError(`The lesson ${twice} is in two of these reports: each lesson can be there once`);
  const runs = new Set(reports.map(({ shard }) => JSON.stringify([shard?.count, shard?.files])));
  if (runs.size > 1)
    throw new UsageError("These reports are not of the shards of one run: their lessons or numbers differ");
  const report = merged(reports);
  const sources = sourcesOf(report, cwd);
  const telling = { sources, verbose: switches.has("verbose"), quiet: switches.has("quiet") };
  const reporting = await Reporting.open(readReporters(values, { cwd, env }), telling, context);
  reporting.tell(report);
  reporting.write(report);
  const durations = values.get("durations");
  if (durations !== undefined) writeDurations(durationsFile(resolve(cwd, durations), context), durationsOf(report));
  return report.exitCode;
}

function readReport(file: string, cwd: string): Report {
  const path = resolve(cwd, file);
  if (!existsSync(path)) throw new UsageError(`There is no report ${file}`);
  const read = parseJson(readFileSync(path, "utf8"));
  if (!isReport(read)) throw new UsageError(`${file} is no report of nbproof, as --json writes it`);
  return read;
}

/** What nbproof wrote has the rest as well, as its schema says. */
function isReport(value: unknown): value is Report {
  if (!isRecord(value) || value["version"] !== 1 || typeof value["exitCode"] !== "number") return false;
  return ["kernels", "diagnostics", "lessons"].every((key) => Array.isArray(value[key]));
}

function lessonTwice(reports: readonly Report[]): string | undefined {
  const files = reports.flatMap(({ lessons }) => lessons.map(({ file }) => file));
  return files.find((file, index) => files.indexOf(file) !== index);
}

/** The text of the files that the report names, as far as they are here: a merge may run on another machine. */
function sourcesOf({ lessons, diagnostics }: Report, cwd: string): ReadonlyMap<string, string> {
  const findings = lessons.flatMap(({ steps, runs }) =>
    [...steps.flatMap(({ results }) => results), ...runs].flatMap((result) => result.findings),
  );
  const files = new Set(
    [...findings, ...diagnostics].flatMap(({ place }) => (place.cell === undefined ? [place.file] : [])),
  );
  return new Map(
    [...files].flatMap((file) =>
      existsSync(resolve(cwd, file)) ? [[file, readFileSync(resolve(cwd, file), "utf8")] as const] : [],
    ),
  );
}
