import { readFile } from "node:fs/promises";
import type { Lesson, LessonFile } from "../lesson/lesson.ts";
import type { Diagnostic } from "../source/diagnostic.ts";

/** What the build makes beside the notebooks. */
const made: ReadonlySet<string> = new Set(["index.ipynb", "manifest.json"]);

/** What is wrong with the names of files that a course's lessons ship: all of them lie beside the notebooks. */
export async function checkFileNames(lessons: readonly Lesson[]): Promise<readonly Diagnostic[]> {
  const notebooks = new Set(lessons.map(({ name }) => `${name}.ipynb`));
  const first = new Map<string, LessonFile>();
  const diagnostics: Diagnostic[] = [];
  for (const file of lessons.flatMap(({ files }) => files)) {
    const known = first.get(file.path);
    const taken = made.has(file.path) || notebooks.has(file.path) || file.path.startsWith("solutions/");
    if (taken) diagnostics.push(conflict(file, "the build makes a file of this name"));
    else if (known === undefined) first.set(file.path, file);
    else if (!(await haveSameBytes(known, file))) diagnostics.push(conflict(file, `another is named in ${at(known)}`));
  }
  return diagnostics;
}

function conflict({ path, place }: LessonFile, why: string): Diagnostic {
  return { code: "duplicate-file", place, message: `\`${path}\` cannot lie beside the notebooks: ${why}` };
}

function at({ place }: LessonFile): string {
  return `${place.file}:${place.line}`;
}

/** Several lessons may ship the same file. */
async function haveSameBytes(one: LessonFile, other: LessonFile): Promise<boolean> {
  if (one.source === other.source) return true;
  const [a, b] = await Promise.all([readFile(one.source), readFile(other.source)]);
  return a.equals(b);
}
