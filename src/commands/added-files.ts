import { stat } from "node:fs/promises";
import { join, relative } from "node:path";

import type { ImportedLesson } from "../ipynb/notebook-draft.ts";

/** The lesson with the files that its code names, where they lie beside what was imported: lessons run in a folder of their own. */
export async function addFiles(
  { draft, notes }: ImportedLesson,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Pick<ImportedLesson, "draft" | "notes">> {
  const code = draft.steps.flatMap((step) => ("code" in step ? [step.code] : [])).join("\n");
  const quoted = [...code.matchAll(/(["'])([^"'\n\\]{1,200})\1/g)].map(([, , text = ""]) => text);
  const modules = [...code.matchAll(/^[ \t]*(?:import|from)\s+(\w+)/gm)].map(([, name = ""]) => `${name}.py`);
  const files: string[] = [];
  for (const name of new Set([...quoted, ...modules])) {
    if (!name.startsWith("/") && !name.split("/").includes("..") && (await isFile(join(from, name)))) files.push(name);
  }
  if (files.length === 0) return { draft, notes };
  if (relative(from, to) !== "")
    return {
      draft,
      notes: [...notes, `its code reads ${files.join(", ")}: bring them to the lesson, under \`files:\``],
    };
  return { draft: { ...draft, files: [...draft.files, ...files] }, notes };
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
