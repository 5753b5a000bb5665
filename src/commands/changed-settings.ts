import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { type ProjectSettings, projectSettings } from "../api/project-settings.ts";
import { noNotebookSettings } from "../lesson/notebook-settings.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { isSettingsFile } from "../settings/find-settings.ts";
import type { OfNotebook } from "../settings/settings.ts";
import type { ChangedFiles } from "./changed-files.ts";
import { decisiveSettings, type ValidateSettings } from "./validate-settings.ts";

/** What a change of the project's settings means. */
export interface ChangedSettings {
  /** Whether a lesson is run by other settings than before. */
  readonly isOtherFor: (lesson: Lesson) => boolean;
}

export interface SettingsInForce {
  readonly project: ProjectSettings;
  /** What the command line asks for, which outdoes the project's. */
  readonly asked: ValidateSettings;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Compares the settings in force with those that were at the commit; what makes no difference to a lesson is none. */
export async function changedSettings(
  files: ChangedFiles,
  { project, asked, cwd, env }: SettingsInForce,
): Promise<ChangedSettings> {
  const touched = new Set(files.paths);
  const sanitizing = [...project.reads].some((file) => touched.has(file) && !isSettingsFile(basename(file)));
  if (!sanitizing && !files.paths.some((file) => isSettingsFile(basename(file)))) return { isOtherFor: () => false };
  const paths = asked.targets.map(({ path }) => path);
  const before = await projectSettings(paths, { cwd, env, textOf: files.textBefore });
  // Nobody can tell what was meant then.
  if (before.settings === undefined && before.diagnostics.length > 0) return { isOtherFor: () => true };
  const [then, now] = [before.settings, project.settings].map((settings) => decisiveSettings(asked, settings));
  if (!isDeepStrictEqual(then, now)) return { isOtherFor: () => true };
  return {
    isOtherFor: ({ path, cwd: own }) =>
      own !== undefined && (sanitizing || !isDeepStrictEqual(ofNotebook(before, path), ofNotebook(project, path))),
  };
}

function ofNotebook({ settings }: ProjectSettings, path: string): OfNotebook {
  return settings?.of(path) ?? { ...noNotebookSettings, leftOut: false };
}
