import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

import type { ReportFormat } from "../api/render-report.ts";
import { type Reporter, type ReporterName, reporterNames } from "../lesson/reporter-name.ts";
import type { Settings } from "../settings/settings.ts";
import type { Arguments, Context } from "./command.ts";
import { suggestion } from "./suggestion.ts";
import { UsageError } from "./usage-error.ts";

/** How a run is reported. */
export interface Reporters {
  /** On the terminal, in order. */
  readonly terminal: readonly ReporterName[];
  readonly files: readonly ReportFile[];
}

export interface ReportFile {
  readonly name: ReporterName;
  /** Absolute. */
  readonly path: string;
}

/** What each writes into a file; on the terminal `github` writes annotations in place of a page. */
export const fileFormats: Readonly<Record<ReporterName, ReportFormat>> = {
  default: "text",
  github: "markdown",
  junit: "junit",
  json: "json",
  sarif: "sarif",
  html: "html",
};

/** What the command line asks for; without `--reporter`, what the settings say. */
export function readReporters(
  values: Arguments["values"],
  { cwd, env }: Pick<Context, "cwd" | "env">,
  settings: Pick<Settings, "file" | "reporters"> = { file: "" },
): Reporters {
  const json = values.get("json");
  const entries = values.get("reporter")?.split(",");
  const said = (settings.reporters ?? []).map((reporter) => checked(reporter, settings.file));
  const given: readonly Reporter[] = [
    ...(entries?.map((entry) => parseEntry(entry.trim(), cwd)) ?? said),
    ...(json === undefined ? [] : [{ name: "json" as const, path: fileAt(json, { cwd, option: "--json" }) }]),
  ];
  // Without a reporter for the terminal, the default is; on GitHub, annotations besides.
  const terminal = given.flatMap(({ name, path }) => (path === undefined ? [name] : []));
  const standard: readonly ReporterName[] = env["GITHUB_ACTIONS"] === "true" ? ["default", "github"] : ["default"];
  return {
    terminal: terminal.length > 0 ? [...new Set(terminal)] : standard,
    files: given.flatMap(({ name, path }) => (path === undefined ? [] : [{ name, path }])),
  };
}

function checked({ name, path }: Reporter, file: string): Reporter {
  return path === undefined ? { name } : { name, path: fileAt(path, { cwd: "", option: `${name}= in ${file}` }) };
}

function parseEntry(entry: string, cwd: string): Reporter {
  const [, named = "", file] = /^([^=]*)(?:=(.*))?$/s.exec(entry) ?? [];
  if (!isReporter(named)) {
    throw new UsageError(
      `There is no reporter ${JSON.stringify(named)}${suggestion(named, reporterNames) || `: there are ${reporterNames.join(", ")}`}`,
      "validate",
    );
  }
  return file === undefined
    ? { name: named }
    : { name: named, path: fileAt(file, { cwd, option: `--reporter ${named}=` }) };
}

function isReporter(name: string): name is ReporterName {
  return (reporterNames as readonly string[]).includes(name);
}

/** Refused now rather than after a long run. */
function fileAt(path: string, { cwd, option }: { readonly cwd: string; readonly option: string }): string {
  const target = resolve(cwd, path);
  if (path === "" || statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UsageError(`${option} needs a file${path === "" ? "" : `, and ${path} is a folder`}`, "validate");
  if (!existsSync(dirname(target)))
    throw new UsageError(`There is no folder ${dirname(path)} for ${option}`, "validate");
  return target;
}
