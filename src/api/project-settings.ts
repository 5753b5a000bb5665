import { realpath } from "node:fs/promises";

import { findSettings } from "../settings/find-settings.ts";
import type { Settings } from "../settings/settings.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Reading } from "../source/read-source.ts";

/** The settings that are in force, and all that is wrong with their files: then nothing is to run. */
export interface ProjectSettings {
  /** Absent where there are none, or where anything is wrong with them. */
  readonly settings?: Settings;
  readonly diagnostics: readonly Diagnostic[];
  /** File as named in places → its text. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Those of a project that has none. */
export const noSettings: ProjectSettings = { diagnostics: [], sources: new Map() };

export interface ProjectSettingsOptions {
  readonly cwd: string;
  /** The user's environment, of which settings may pass variables on. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The settings of the project that paths lie in. */
export async function projectSettings(
  paths: readonly string[],
  { cwd, env }: ProjectSettingsOptions,
): Promise<ProjectSettings> {
  const found = await findSettings(paths, cwd);
  if (found === undefined) return noSettings;
  const reading: Reading = { cwd: await realpath(cwd), sources: new Map(), diagnostics: [] };
  const { readSettings } = await import("../settings/read-settings.ts");
  const settings = await readSettings(reading, found, env);
  return { ...reading, ...(settings && { settings }) };
}
