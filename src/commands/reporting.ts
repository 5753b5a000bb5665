import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";

import type { renderReport as RenderReport } from "../api/render-report.ts";
import type { ReporterName } from "../lesson/reporter-name.ts";
import type { Report } from "../model/report.ts";
import { renderReport } from "../report/render-report.ts";
import { writeWholeNow } from "../source/write-files.ts";
import type { Context } from "./command.ts";
import { repositoryFolder } from "./repository-folder.ts";
import { fileFormats, type Reporters } from "./reporters-option.ts";

/** Milliseconds between what is written while a run goes on. */
const interval = 5000;

export interface ReportingOptions {
  readonly sources: ReadonlyMap<string, string>;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

/**
 * Tells a run by each reporter that was asked for. Files are there from the run's beginning and say for how much of it
 * they speak: a run that is killed leaves what can be read and is true.
 */
export class Reporting {
  readonly #reporters: Reporters;
  readonly #options: ReportingOptions;
  readonly #context: Context;
  readonly #folder: string;
  readonly #render: typeof RenderReport | undefined;
  #writtenAt = -interval;

  private constructor(
    reporters: Reporters,
    options: ReportingOptions & { readonly context: Context; readonly render: typeof RenderReport | undefined },
  ) {
    this.#reporters = reporters;
    this.#options = options;
    this.#context = options.context;
    this.#folder = repositoryFolder(options.context);
    this.#render = options.render;
  }

  /** The writers are loaded where one is needed. */
  static async open(reporters: Reporters, options: ReportingOptions, context: Context): Promise<Reporting> {
    const plain = reporters.files.length === 0 && reporters.terminal.every((name) => name === "default");
    const render = plain ? undefined : (await import("../api/render-report.ts")).renderReport;
    return new Reporting(reporters, { ...options, context, render });
  }

  /** On the terminal. */
  tell(report: Report): void {
    for (const name of this.#reporters.terminal) {
      if (name === "default") this.#tellText(report);
      else if (name === "github") this.#tellGithub(report);
      else this.#context.out.write(this.#rendered(report, name));
    }
  }

  /** Into files. */
  write(report: Report): void {
    for (const { name, path } of this.#reporters.files) writeWholeNow(path, this.#rendered(report, name));
    this.#writtenAt = performance.now();
  }

  /** Into files that can be written again, unless it was done a moment ago. */
  writeSoFar(soFar: () => Report): void {
    const files = this.#reporters.files.filter(({ path }) => !path.startsWith("/dev/"));
    if (files.length === 0 || performance.now() - this.#writtenAt < interval) return;
    const report = soFar();
    for (const { name, path } of files) writeWholeNow(path, this.#rendered(report, name));
    this.#writtenAt = performance.now();
  }

  /** Where GitHub reads commands from it, what a lesson put out is none. */
  #tellText(report: Report): void {
    const { out } = this.#context;
    const { sources, verbose, quiet } = this.#options;
    const text = renderReport(report, sources, { style: out.style, verbose, quiet });
    if (text === "") return;
    // https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#stopping-and-starting-workflow-commands
    const token = randomUUID();
    const commands = this.#reporters.terminal.includes("github");
    out.write(commands ? `::stop-commands::${token}\n${text}::${token}::\n` : text);
  }

  #tellGithub(report: Report): void {
    const { out, env } = this.#context;
    out.write(this.#render?.(report, { format: "github", folder: this.#folder }) ?? "");
    const summary = env["GITHUB_STEP_SUMMARY"];
    if (summary !== undefined && summary !== "") appendFileSync(summary, this.#rendered(report, "github"));
  }

  #rendered(report: Report, name: ReporterName): string {
    const { sources, verbose } = this.#options;
    return this.#render?.(report, { format: fileFormats[name], sources, verbose, folder: this.#folder }) ?? "";
  }
}
