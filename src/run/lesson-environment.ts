import type { Lesson } from "../lesson/lesson.ts";

/** What of it differs from run to run. */
export interface LessonEnvironment {
  readonly hashSeed: number;
  readonly ipythonFolder: string;
  /** Variables that this run wants otherwise; what the lesson says still comes last. */
  readonly changed?: Readonly<Record<string, string>>;
}

/** The environment that makes a lesson's run the same on every machine, as far as an environment can. */
export function lessonEnvironment(
  lesson: Pick<Lesson, "env">,
  { hashSeed, ipythonFolder, changed = {} }: LessonEnvironment,
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
    ...changed,
    ...lesson.env,
  };
}
