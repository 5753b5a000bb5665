import type { Lesson } from "../lesson/lesson.ts";
import { filesOfShard } from "../model/durations.ts";
import type { ReportChanged, ReportShard } from "../model/report.ts";
import type { ReadToRun } from "./read-to-run.ts";
import { readDurations } from "./durations-file.ts";
import { changedFiles } from "./changed-files.ts";
import { changedSettings, type SettingsInForce } from "./changed-settings.ts";
import { dependents } from "./dependents.ts";
import type { ValidateSettings } from "./validate-settings.ts";

/** What is to run of what was read, and how that was chosen. */
export interface Selected {
  readonly read: ReadToRun;
  readonly shard?: ReportShard;
  readonly changed?: ReportChanged;
}

/** The lessons that depend on what has changed, and of these the shard's. What is wrong with files is told in any case. */
export async function selectLessons(
  read: ReadToRun,
  { changed, shard, durations }: Pick<ValidateSettings, "changed" | "shard" | "durations">,
  inForce: SettingsInForce,
): Promise<Selected> {
  const touched = changed === undefined ? read : await touchedSince(read, changed, inForce);
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

async function touchedSince(read: ReadToRun, ref: string, inForce: SettingsInForce): Promise<ReadToRun> {
  const files = changedFiles(ref, inForce.cwd);
  return withLessons(read, dependents(read.courses, files, await changedSettings(files, inForce)));
}

function withLessons(read: ReadToRun, lessons: ReadonlySet<Lesson>): ReadToRun {
  return { ...read, rendered: read.rendered.filter(({ lesson }) => lessons.has(lesson)) };
}
