import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import nunjucks from "nunjucks";

import { inlineHtml } from "./inline-html.ts";
import { labelled } from "./labelled.ts";
import { pythonLiteral, pythonLiteralLines } from "./python-literal.ts";

export type TemplateName = "title.md" | "quiz.md" | "task.md" | "check.py" | "setup.py" | "index.md";

/** The templates of a pack: the default theme, overridden file by file. */
export interface Templates {
  /** Throws `TemplateError`. */
  render(name: TemplateName, values: object): string;
}

/** A template that cannot be read or rendered: the theme's author has to mend it. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

const shipped = fileURLToPath(new URL("../../templates", import.meta.url));

/** Loads the shipped templates, each replaced by the file of the same name in the pack's `templates` folder, if it is there. */
export function loadTemplates(packFolder?: string): Templates {
  const own = packFolder === undefined ? [] : [join(packFolder, "templates")].filter((folder) => existsSync(folder));
  const loader = new nunjucks.FileSystemLoader([...own, shipped]);
  // Nothing is HTML here, so nothing is escaped; text enters Python through `py` alone.
  const environment = new nunjucks.Environment(loader, {
    autoescape: false,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  environment.addFilter("py", (text: unknown) => pythonLiteral(String(text)));
  environment.addFilter("pyLines", (text: unknown, indent: unknown) =>
    pythonLiteralLines(String(text), Number(indent)),
  );
  environment.addFilter("inlineHtml", (text: unknown) => inlineHtml(String(text)));
  environment.addFilter("labelled", (text: unknown, label: unknown) => labelled(String(text), String(label)));
  return { render: (name, values) => render(environment, name, values) };
}

function render(environment: nunjucks.Environment, name: TemplateName, values: object): string {
  try {
    return environment.render(`${name}.njk`, values).trimEnd();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TemplateError(`The template ${name}.njk cannot be rendered: ${reason}`, { cause });
  }
}
