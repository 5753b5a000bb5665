import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";

import { markdownDraft } from "../ipynb/markdown-draft.ts";
import { type ImportedLesson, notebookDraft } from "../ipynb/notebook-draft.ts";
import { readNotebook } from "../ipynb/read-notebook.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { renderDiagnostics } from "../report/render-report.ts";
import { type Reading, readSource } from "../source/read-source.ts";
import { renderLesson } from "../spec/render-lesson.ts";
import { addFiles } from "./added-files.ts";
import type { Arguments, Context } from "./command.ts";
import { UsageError } from "./usage-error.ts";
import { writeNew } from "../source/write-files.ts";

/** `nbproof import`: makes a lesson of a notebook or of Markdown; nothing that is there is overwritten. */
export async function importLesson({ operands, values }: Arguments, context: Context): Promise<number> {
  const { cwd, out, err } = context;
  const [path] = operands;
  if (path === undefined) throw new UsageError("Name a notebook or a Markdown file", "import");
  const source = resolve(cwd, path);
  const name = basename(path).replace(/\.(?:ipynb|md|markdown)$/i, "");
  if (name === basename(path)) throw new UsageError(`${path} is neither .ipynb nor .md`, "import");
  const target = resolve(cwd, values.get("out") ?? join(dirname(path), `${name}.yaml`));
  const reading: Reading = { cwd: await realpath(cwd), sources: new Map(), diagnostics: [] };
  const imported = await read(reading, source, name);
  if (imported === undefined) {
    err.write(renderDiagnostics(reading.diagnostics, reading.sources, err.style));
    return 2;
  }
  const folder = dirname(target);
  const { draft, notes } = await addFiles(imported, { from: dirname(source), to: folder });
  const files = [
    { path: target, content: renderLesson(draft) },
    ...imported.attachments.map(({ path: file, bytes }) => ({ path: join(folder, file), content: bytes })),
  ];
  const taken = files.find((file) => existsSync(file.path));
  if (taken !== undefined) {
    throw new UsageError(`${relative(cwd, taken.path)} is there already; nothing was written`, "import");
  }
  await writeNew(files);
  const shown = relative(cwd, target);
  const made = files.map((file) => relative(cwd, file.path)).join(", ");
  out.write([`Wrote ${made}`, ...notes.map((note) => `  ${note}`), ""].join("\n"));
  out.write(`\nNext:\n  nbproof validate ${shown}\n`);
  return 0;
}

async function read(reading: Reading, file: string, name: string): Promise<ImportedLesson | undefined> {
  const source = await readSource(reading, file);
  if (source === undefined) return undefined;
  if (!file.endsWith(".ipynb")) return { draft: markdownDraft(source.text, name), attachments: [], notes: [] };
  const notebook = readNotebook(source, (diagnostic: Diagnostic) => reading.diagnostics.push(diagnostic));
  return notebook && notebookDraft(notebook, name);
}
