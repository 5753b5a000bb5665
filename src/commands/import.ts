import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";

import { type ProjectSettings, projectSettings } from "../api/project-settings.ts";
import { compact } from "../basics/compact.ts";
import { isPython } from "../lesson/requirements.ts";
import type { Settings } from "../settings/settings.ts";
import { readCourses } from "../spec/read-courses.ts";
import { lessonName } from "../spec/lesson-name.ts";
import { languageOf } from "../ipynb/said-of-notebook.ts";
import { plural } from "../report/words.ts";
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
  const { target, notes: renamed } = targetOf(values.get("out"), { path, name, cwd });
  const reading: Reading = { cwd: await realpath(cwd), sources: new Map(), diagnostics: [] };
  const project = await projectSettings([path], context);
  const imported =
    project.diagnostics.length > 0 ? undefined : await read(reading, source, { name, settings: project.settings });
  if (imported === undefined) {
    const sources = new Map([...project.sources, ...reading.sources]);
    err.write(renderDiagnostics([...project.diagnostics, ...reading.diagnostics], sources, err.style));
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
  const said = [...renamed, ...notes, ...(await aboutSettings(project, { source, target, context }))];
  out.write([`Wrote ${made}`, ...said.map((note) => `  ${note}`), ""].join("\n"));
  const { diagnostics, sources } = await readCourses([target], { cwd });
  if (diagnostics.length > 0) err.write(`\n${renderDiagnostics(diagnostics, sources, err.style)}`);
  const before =
    diagnostics.length === 0 ? "" : `mend ${plural(diagnostics.length, "problem")} of ${shown}, and then:\n  `;
  out.write(`\nNext:\n  ${before}nbproof validate ${shown}\n`);
  return 0;
}

interface Named {
  readonly path: string;
  readonly name: string;
  readonly cwd: string;
}

/** Where the lesson is to stand: beside what it is made of, unless given. */
function targetOf(
  given: string | undefined,
  { path, name, cwd }: Named,
): { readonly target: string; readonly notes: readonly string[] } {
  const asked = resolve(cwd, given ?? join(dirname(path), `${name}.yaml`));
  const meaning = reserved[lessonName(asked)];
  if (meaning === undefined) return { target: asked, notes: [] };
  const why = `a lesson cannot be named \`${lessonName(asked)}\`: ${meaning}`;
  if (given !== undefined) throw new UsageError(`--out: ${why}`, "import");
  return { target: resolve(dirname(asked), `${name}-lesson.yaml`), notes: [`it has another name, since ${why}`] };
}

/** Names that mean something else beside lessons. */
const reserved: Readonly<Record<string, string>> = {
  index: "the course's own notebook is",
  course: "the file that describes a course is",
  nbproof: "the file with settings is",
};

interface From {
  readonly name: string;
  readonly settings: Settings | undefined;
}

async function read(reading: Reading, file: string, { name, settings }: From): Promise<ImportedLesson | undefined> {
  const source = await readSource(reading, file);
  if (source === undefined) return undefined;
  if (!file.endsWith(".ipynb")) return { draft: markdownDraft(source.text, name), attachments: [], notes: [] };
  const notebook = readNotebook(source, (diagnostic: Diagnostic) => reading.diagnostics.push(diagnostic));
  if (notebook === undefined) return undefined;
  const language = languageOf(notebook);
  if (!isPython(language))
    throw new UsageError(
      `${source.file} is a notebook for ${language}, and lessons are in Python; nothing was written`,
      "import",
    );
  return notebookDraft(notebook, { name, ...compact({ settings: settings?.of(file) }) });
}

interface Imported {
  readonly source: string;
  readonly target: string;
  readonly context: Context;
}

/** What the project's settings say that this lesson does not have from them. */
async function aboutSettings(
  { settings }: ProjectSettings,
  { source, target, context }: Imported,
): Promise<readonly string[]> {
  if (settings === undefined) return [];
  const { file, keys } = settings;
  const there = (await projectSettings([target], context)).settings?.file;
  const running = keys.filter((key) => ofRuns.has(key));
  return [
    `settings of ${file} are in it`,
    ...(settings.of(source).leftOut
      ? [`${file} leaves the notebook out of runs (\`exclude\`), and never a lesson`]
      : []),
    ...(there === file || running.length === 0
      ? []
      : [`${file} is not in force where the lesson lies: ${running.join(", ")} of it do not apply`]),
  ];
}

/** Keys that say how lessons run, too. */
const ofRuns: ReadonlySet<string> = new Set(["kernels", "jobs", "reporters", "env", "pass-env"]);
