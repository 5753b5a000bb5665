import { realpath } from "node:fs/promises";

import { findSettings, type TextOf } from "../settings/find-settings.ts";
import type { Settings } from "../settings/settings.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { fileName, type Reading } from "../source/read-source.ts";

/** The settings that are in force, and all that is wrong with their files: then nothing is to run. */
export interface ProjectSettings {
  /** Absent where there are none, or where anything is wrong with them. */
  readonly settings?: Settings;
  readonly diagnostics: readonly Diagnostic[];
  /** File as named in places → its text. */
  readonly sources: ReadonlyMap<string, string>;
  /** The files that they are made of, absolute. */
  readonly reads: ReadonlySet<string>;
}

/** Those of a project that has none. */
export const noSettings: ProjectSettings = { diagnostics: [], sources: new Map(), reads: new Set() };

export interface ProjectSettingsOptions {
  readonly cwd: string;
  /** The user's environment, of which settings may pass variables on. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What stands in the files that may hold them; absent: what the disk has. */
  readonly textOf?: TextOf;
}

/** The settings of the project that paths lie in. */
export async function projectSettings(
  paths: readonly string[],
  { cwd, env, textOf }: ProjectSettingsOptions,
): Promise<ProjectSettings> {
  const found = await findSettings(paths, cwd, textOf);
  if (found === undefined) return noSettings;
  const reads = new Set([found.file]);
  const reading: Reading = { cwd: await realpath(cwd), sources: new Map(), diagnostics: [], reads };
  const text = await textOf?.(found.file);
  const texts = text === undefined ? {} : { texts: new Map([[fileName(reading.cwd, found.file), text]]) };
  const { readSettings } = await import("../settings/read-settings.ts");
  const settings = await readSettings({ ...reading, ...texts }, found, env);
  return { ...reading, reads, ...(settings && { settings }) };
}
