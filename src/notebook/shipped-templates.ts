import { readdirSync } from "node:fs";
import { join } from "node:path";

import { packagePath } from "../package/package-path.ts";

/** The folder of the default theme. */
export const shippedTemplates: string = packagePath("templates");

/** The files of the default theme that a course can have its own of, in alphabetical order: `title.md.njk`. */
export function listTemplates(): readonly string[] {
  return readdirSync(shippedTemplates, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".njk"))
    .toSorted();
}

/** Where a shipped template lies, absolute. */
export function shippedTemplate(name: string): string {
  return join(shippedTemplates, name);
}
