import { basename, dirname, relative, sep } from "node:path";

import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { outputsPath } from "../outputs/outputs-path.ts";
import { isSettingsFile } from "../settings/find-settings.ts";
import type { ChangedFiles } from "./changed-files.ts";
import type { ChangedSettings } from "./changed-settings.ts";

/** Lessons that are made of a changed file, belong to a course that is, or are run by other settings than before. */
export function dependents(
  courses: readonly Course[],
  files: ChangedFiles,
  settings: ChangedSettings,
): ReadonlySet<Lesson> {
  return new Set(
    courses.flatMap((course) =>
      course.lessons.filter(
        (lesson) =>
          settings.isOtherFor(lesson) ||
          files.paths.some((file) => isOfCourse(file, course, lesson)) ||
          (lesson.cwd === undefined ? isMadeOf(lesson, files) : isRunWith(lesson, files)),
      ),
    ),
  );
}

/** The course's templates, and a `course.yaml` that the lesson belongs to, or belonged to. */
function isOfCourse(file: string, course: Course, { path, cwd }: Lesson): boolean {
  if (cwd !== undefined) return false;
  if (isBelow(file, `${course.folder}${sep}templates`)) return true;
  const folder = dirname(file);
  const isNearer = course.path === undefined || isWithin(folder, course.folder);
  return /^course\.ya?ml$/.test(basename(file)) && isNearer && isBelow(path, folder);
}

function isMadeOf({ path, name, reads = [] }: Lesson, { paths, mayDiffer }: ChangedFiles): boolean {
  return [path, ...reads].some(mayDiffer) || paths.includes(outputsPath({ path, name }));
}

/** A notebook runs in its own folder, where it may read any file that is no other notebook, and all that its code names. */
function isRunWith({ path, cwd = "", steps }: Lesson, { paths, mayDiffer }: ChangedFiles): boolean {
  if (mayDiffer(path)) return true;
  const code = steps.flatMap((step) => (step.kind === "code" ? [step.code.value] : [])).join("\n");
  return paths.some((file) => {
    if (isBelow(file, cwd) && !file.endsWith(".ipynb") && !isForSettingsAlone(file)) return true;
    return code.includes(relative(cwd, file).split(sep).join("/"));
  });
}

/** What it says is compared by itself. */
function isForSettingsAlone(file: string): boolean {
  return isSettingsFile(basename(file)) && !file.endsWith(".toml");
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder + sep);
}

function isWithin(folder: string, other: string): boolean {
  return folder === other || isBelow(folder, other);
}
