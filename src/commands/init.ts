import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

import { packagePath } from "../package/package-path.ts";
import type { Arguments, Context } from "./command.ts";
import { UsageError } from "./usage-error.ts";
import { writeNew } from "../source/write-files.ts";

const starter = packagePath("templates/init");
const schemas = packagePath("schema");

/** `nbproof init`: writes a small course that builds and passes. */
export async function init({ operands, switches }: Arguments, { cwd, out }: Context): Promise<number> {
  if (switches.has("ci")) return await initWorkflow(operands, { cwd, out });
  const folder = operands[0] ?? join("notebooks-src", "my-course");
  const target = resolve(cwd, folder);
  const names = (await readdir(starter)).toSorted();
  const taken = names.find((name) => existsSync(join(target, name)));
  if (taken !== undefined) {
    throw new UsageError(`${join(folder, taken)} is there already; nothing was written`, "init");
  }
  const files = names.map(async (name) => {
    const text = await readFile(join(starter, name), "utf8");
    return { path: join(target, name), content: schemaLine(name, target) + text };
  });
  await writeNew(await Promise.all(files));
  out.write(nextSteps(folder, names));
  return 0;
}

/** `nbproof init --ci`: a workflow for GitHub, in the repository that the folder is. */
async function initWorkflow(operands: readonly string[], { cwd, out }: Pick<Context, "cwd" | "out">): Promise<number> {
  if (operands.length > 0) throw new UsageError("--ci takes no DIR: it writes for the whole repository", "init");
  const file = join(".github", "workflows", "nbproof.yml");
  if (existsSync(resolve(cwd, file))) throw new UsageError(`${file} is there already; nothing was written`, "init");
  await writeNew([
    { path: resolve(cwd, file), content: await readFile(packagePath("templates/ci/nbproof.yml"), "utf8") },
  ]);
  out.write(`Wrote ${file}\n\nIt installs ipykernel; add there what your lessons import, then commit it.\n`);
  return 0;
}

/** The comment that gives editors completion; none where the schema lies out of the project's reach (npx). */
function schemaLine(name: string, target: string): string {
  const schema = join(schemas, name === "course.yaml" ? "course.schema.json" : "lesson.schema.json");
  const path = relative(target, schema);
  const project = dirname(dirname(schemas)).endsWith("node_modules")
    ? dirname(dirname(dirname(schemas)))
    : dirname(schemas);
  const inside = !isAbsolute(path) && resolve(target).startsWith(project + sep);
  return inside ? `# yaml-language-server: $schema=${path.split(sep).join("/")}\n` : "";
}

function nextSteps(folder: string, names: readonly string[]): string {
  return [
    `Wrote ${names.map((name) => join(folder, name)).join(" and ")}`,
    "",
    "Next:",
    `  nbproof validate ${folder}    execute every cell and compare`,
    `  nbproof build ${folder}       make the notebooks`,
    "",
  ].join("\n");
}
