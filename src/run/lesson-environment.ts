import type { Lesson } from "../lesson/lesson.ts";

/** The environment that makes a lesson's run the same on every machine, as far as an environment can. */
export function lessonEnvironment(
  lesson: Lesson,
  { hashSeed, ipythonFolder }: { readonly hashSeed: number; readonly ipythonFolder: string },
): Readonly<Record<string, string>> {
  return {
    TZ: "UTC",
    LANG: "C.UTF-8",
    LC_ALL: "C.UTF-8",
    COLUMNS: "80",
    LINES: "24",
    PYTHONHASHSEED: String(hashSeed),
    IPYTHONDIR: ipythonFolder,
    // The debugger warns on stderr about frozen modules, whatever the cell does.
    PYDEVD_DISABLE_FILE_VALIDATION: "1",
    ...lesson.env,
  };
}
