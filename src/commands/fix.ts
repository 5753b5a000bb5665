import { projectSettings } from "../api/project-settings.ts";
import { isNotebookName } from "../ipynb/find-notebooks.ts";
import { renderDiagnostics } from "../report/render-report.ts";
import { renderDiffs } from "../report/render-update.ts";
import { plural } from "../report/words.ts";
import { mendFiles } from "../spec/edit/mend-files.ts";
import type { Context } from "./command.ts";
import { UsageError } from "./usage-error.ts";
import type { ValidateSettings } from "./validate-settings.ts";
import { writeChanged } from "./write-changed.ts";

/** `nbproof validate --fix`: writes what the messages about lessons offer, and says what is left. */
export async function fix({ targets }: ValidateSettings, context: Context): Promise<number> {
  const { cwd, out, err, signal } = context;
  const paths = targets.map(({ path }) => path);
  // A notebook is no YAML, and nothing of it may be rewritten as if it were.
  const notebook = paths.find(isNotebookName);
  if (notebook !== undefined) throw new UsageError(`--fix is for lessons, and ${notebook} is a notebook`, "validate");
  // None of them is about lessons' files, but whoever runs the lessons next is held up by what is wrong with them.
  const project = await projectSettings(paths, context);
  if (project.diagnostics.length > 0) {
    err.write(renderDiagnostics(project.diagnostics, project.sources, err.style));
    return 2;
  }
  const { files, mended, diagnostics, sources } = await mendFiles(paths, { cwd });
  signal.throwIfAborted();
  out.write(renderDiffs(files, out.style));
  const refused: string[] = [];
  for (const file of files) {
    const reason = await writeChanged(file, cwd);
    if (reason !== undefined) refused.push(`${err.style.bad("nbproof:")} ${file.file}: ${reason}\n`);
  }
  if (diagnostics.length > 0) err.write(`${renderDiagnostics(diagnostics, sources, err.style)}\n`);
  err.write(refused.join(""));
  const what =
    mended === 0 ? "Nothing to mend" : `${plural(mended, "place")} mended in ${plural(files.length, "file")}`;
  const left = diagnostics.length === 0 ? "" : `, ${plural(diagnostics.length, "problem")} left`;
  if (refused.length === 0) out.write(`${out.style.strong(what)}${left}\n`);
  return diagnostics.length + refused.length > 0 ? 2 : 0;
}
