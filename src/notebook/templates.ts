import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import type nunjucks from "nunjucks";

import { inlineHtml } from "./inline-html.ts";
import { fenced, quoted } from "./blocks.ts";
import { labelled } from "./labelled.ts";
import { pythonLiteral, pythonLiteralLines } from "../basics/python-literal.ts";
import { templateOptions } from "./compile-template.ts";
import { nunjucksRuntime } from "./nunjucks-runtime.ts";
import { shippedTemplates } from "./shipped-templates.ts";
import { type TemplateFault, templateFault } from "./template-fault.ts";
import { templateLoader } from "./template-loader.ts";

export type TemplateName =
  | "title.md"
  | "predict.md"
  | "compare.md"
  | "quiz.md"
  | "task.md"
  | "check.py"
  | "setup.py"
  | "score.py"
  | "end.md"
  | "index.md"
  | "site/index.html"
  | "site/lesson.html"
  | "site/style.css";

/** The templates of a course: the default theme, overridden file by file. */
export interface Templates {
  /** Throws `TemplateError`. */
  render(name: TemplateName, values: object): string;
}

/** A template that cannot be read or rendered: the theme's author has to mend it. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly fault: TemplateFault;

  constructor(fault: TemplateFault, options?: ErrorOptions) {
    const { file, line, column, reason } = fault;
    super(`${[file, line, column].filter((part) => part !== undefined).join(":")}: ${reason}`, options);
    this.fault = fault;
  }
}

/**
 * Loads the shipped templates, each replaced by the file of the same name in the course's `templates` folder, if it is there.
 * A template is a program, like a lesson's code: it can do what its author wants. Throws `TemplateError`.
 */
export function loadTemplates(courseFolder?: string): Templates {
  const own = courseFolder === undefined ? undefined : join(courseFolder, "templates");
  const folder = own !== undefined && isFolder(own) ? own : undefined;
  const folders = folder === undefined ? [shippedTemplates] : [folder, shippedTemplates];
  const environments = { text: createEnvironment(folders, "text"), html: createEnvironment(folders, "html") };
  if (folder !== undefined) compileAll(environments.text, folder);
  return {
    render: (name, values) => render(environments[name.endsWith(".html") ? "html" : "text"], `${name}.njk`, values),
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** HTML that a template may put out as it is; any other text is escaped in a template for HTML. */
export function markupOf(html: string): object {
  return new nunjucksRuntime.runtime.SafeString(html);
}

/**
 * What is HTML is escaped, unless it is marked as markup; in all else nothing is, and text enters Python through `py` and
 * `pyLines` alone.
 */
function createEnvironment(folders: readonly string[], language: "text" | "html"): nunjucks.Environment {
  const autoescape = language === "html";
  const environment = new nunjucksRuntime.Environment(templateLoader(folders), { ...templateOptions, autoescape });
  const addFilter = (name: string, filter: (text: string, option: unknown) => string): void => {
    environment.addFilter(name, (value: unknown, option: unknown) => filter(textFor(name, value), option));
  };
  addFilter("py", pythonLiteral);
  addFilter("pyLines", (text, indent) => pythonLiteralLines(text, Number(indent)));
  addFilter("inlineHtml", inlineHtml);
  addFilter("fenced", fenced);
  addFilter("quoted", quoted);
  addFilter("labelled", (text, label) => labelled(text, textFor("labelled", label)));
  return environment;
}

/** A misspelt name must not become the text "undefined" in a notebook. */
function textFor(filter: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new Error(`\`${filter}\` takes a text, and this is ${value === undefined ? "no value at all" : typeof value}`);
}

/** All at once: one that is broken is told whichever a lesson needs. */
function compileAll(environment: nunjucks.Environment, folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".njk")) continue;
    try {
      environment.getTemplate(file, true);
    } catch (cause) {
      throw new TemplateError(templateFault(file, cause), { cause });
    }
  }
}

function render(environment: nunjucks.Environment, file: string, values: object): string {
  try {
    return environment.render(file, values).trimEnd();
  } catch (cause) {
    throw new TemplateError(templateFault(file, cause), { cause });
  }
}
