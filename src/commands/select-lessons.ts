import { dirname, join, sep } from "node:path";

import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { filesOfShard } from "../model/durations.ts";
import type { ReportChanged, ReportShard } from "../model/report.ts";
import type { ReadToRun } from "./read-to-run.ts";
import { readDurations } from "./durations-file.ts";
import { changedFiles } from "./changed-files.ts";
import type { ValidateSettings } from "./validate-settings.ts";

/** What is to run of what was read, and how that was chosen. */
export interface Selected {
  readonly read: ReadToRun;
  readonly shard?: ReportShard;
  readonly changed?: ReportChanged;
}

/** The lessons that depend on what has changed, and of these the shard's. What is wrong with files is told in any case. */
export function selectLessons(
  read: ReadToRun,
  { changed, shard, durations }: Pick<ValidateSettings, "changed" | "shard" | "durations">,
  { cwd }: { readonly cwd: string },
): Selected {
  const touched =
    changed === undefined ? read : withLessons(read, dependents(read.courses, changedFiles(changed, cwd)));
  const since =
    changed === undefined
      ? {}
      : { changed: { since: changed, of: read.rendered.length, selected: touched.rendered.length } };
  if (shard === undefined) return { read: touched, ...since };
  const files = touched.rendered.map(({ lesson }) => lesson.place.file);
  const own = new Set(filesOfShard(files, shard, durations.folder === undefined ? readDurations(durations) : {}));
  const lessons = touched.rendered.flatMap(({ lesson }) => (own.has(lesson.place.file) ? [lesson] : []));
  return { read: withLessons(touched, new Set(lessons)), shard: { ...shard, files }, ...since };
}

function withLessons(read: ReadToRun, lessons: ReadonlySet<Lesson>): ReadToRun {
  return { ...read, rendered: read.rendered.filter(({ lesson }) => lessons.has(lesson)) };
}

/** Lessons that are made of a changed file, or belong to a course that is. */
function dependents(courses: readonly Course[], changed: ReadonlySet<string>): ReadonlySet<Lesson> {
  return new Set(
    courses.flatMap((course) => {
      const templates = join(course.folder, "templates") + sep;
      const whole = [...changed].some((file) => file === course.path || file.startsWith(templates));
      return course.lessons.filter((lesson) => whole || isMadeOf(lesson, changed));
    }),
  );
}

/** A notebook runs in its own folder, where it may read any file that is no other notebook. */
function isMadeOf({ path, reads = [], cwd }: Lesson, changed: ReadonlySet<string>): boolean {
  if (changed.has(path) || reads.some((file) => changed.has(file))) return true;
  if (cwd === undefined) return false;
  const folder = dirname(path) + sep;
  return [...changed].some((file) => file.startsWith(folder) && !file.endsWith(".ipynb"));
}
