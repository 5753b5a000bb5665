import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";

import { listTemplates, shippedTemplate } from "../notebook/shipped-templates.ts";
import { writeNew } from "../source/write-files.ts";
import { findCourses } from "../spec/find-courses.ts";
import type { Arguments, Context } from "./command.ts";
import { suggestion } from "./suggestion.ts";
import { UsageError } from "./usage-error.ts";

/** `nbproof templates eject NAME`: gives a course a template of its own to start from; nothing that is there is overwritten. */
export async function templates({ operands, values }: Arguments, { cwd, out }: Context): Promise<number> {
  const [verb, name] = operands;
  if (verb !== "eject") {
    throw new UsageError(
      verb === undefined ? "Say what to do: templates eject" : `There is nothing like templates ${verb}`,
      "templates",
    );
  }
  const names = listTemplates();
  if (name === undefined) {
    out.write(`${["The templates of the shipped theme:", ...names.map((each) => `  ${shortOf(each)}`)].join("\n")}\n`);
    return 0;
  }
  const file = names.find((each) => each === name || shortOf(each) === name);
  if (file === undefined) {
    throw new UsageError(`There is no template ${name}${suggestion(name, names.map(shortOf))}`, "templates");
  }
  const path = join(await courseFolder(cwd, values.get("course")), "templates", file);
  const shown = relative(cwd, path);
  if (existsSync(path)) throw new UsageError(`${shown} is there already; nothing was written`, "templates");
  await writeNew([{ path, content: await readFile(shippedTemplate(file), "utf8") }]);
  out.write(`Wrote ${shown}: it is taken in place of the shipped one\n`);
  return 0;
}

function shortOf(file: string): string {
  return file.replace(/\.njk$/, "");
}

/** The course that is named, or the only one that is found. */
async function courseFolder(cwd: string, named: string | undefined): Promise<string> {
  const target = named ?? "notebooks-src";
  const found = (await findCourses(resolve(cwd, target))).flatMap(({ courseFile }) => courseFile ?? []);
  const [only, ...others] = found;
  if (only === undefined)
    throw new UsageError(`There is no course at ${target}: name its folder with --course`, "templates");
  if (others.length > 0) {
    const folders = found.map((each) => relative(cwd, dirname(each)));
    throw new UsageError(`There are several courses: name one with --course: ${folders.join(", ")}`, "templates");
  }
  return dirname(only);
}
