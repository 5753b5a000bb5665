import path from "node:path";

import { compact } from "../basics/compact.ts";
import { parseDuration } from "../lesson/duration.ts";
import { type Reporter, reporterNames } from "../lesson/reporter-name.ts";
import { globOf } from "../pattern/glob.ts";
import { problemOf, type Replacement } from "../pattern/replacement.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { fileName, type Reading, readSource } from "../source/read-source.ts";
import type { SourceText } from "../source/place.ts";
import { checkValue } from "../spec/check-value.ts";
import { readSpecFile } from "../spec/read-spec-file.ts";
import { itemsOf, mapOf, textOf, textsOf, type YamlMap } from "../spec/yaml-node.ts";
import { badReplacement } from "./bad-replacement.ts";
import type { FoundSettings } from "./find-settings.ts";
import { readSanitizeFile } from "./sanitize-file.ts";
import type { Settings } from "./settings.ts";
import { settingsShape } from "./settings-keys.ts";
import { tomlTable } from "./toml-tree.ts";

/** The user's environment, of which variables are passed on. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings; what is wrong with them is reported, and then they are absent. */
export async function readSettings(
  reading: Reading,
  { file, format }: FoundSettings,
  env: Environment,
): Promise<Settings | undefined> {
  const before = reading.diagnostics.length;
  const root = format === "yaml" ? await readYaml(reading, file) : await readToml(reading, file);
  if (root === undefined) return undefined;
  const folder = path.dirname(file);
  const replace = [...replacementsOf(root, reading), ...(await sanitizingOf(root, folder, reading))];
  const settings = settingsOf(root, { name: fileName(reading.cwd, file), folder, replace, env });
  return reading.diagnostics.length > before ? undefined : settings;
}

async function readYaml(reading: Reading, file: string): Promise<YamlMap | undefined> {
  const read = await readSpecFile(reading, file, { kind: "map", shape: settingsShape });
  return read?.root.kind === "map" ? read.root : undefined;
}

async function readToml(reading: Reading, file: string): Promise<YamlMap | undefined> {
  const source = await readSource(reading, file);
  if (source === undefined) return undefined;
  const read = tomlTable(source, ["tool", "nbproof"]);
  if ("problem" in read) {
    reading.diagnostics.push(read.problem);
    return undefined;
  }
  // A line rewritten as YAML is no help in TOML.
  const report = ({ code, place, message, advice }: Diagnostic): void =>
    void reading.diagnostics.push({ code, place, message, ...compact({ advice }) });
  if (read.table !== undefined) {
    checkValue({ source, format: "toml", report }, "tool.nbproof", read.table, { kind: "map", shape: settingsShape });
  }
  return read.table;
}

function replacementsOf(root: YamlMap, { diagnostics }: Reading): readonly Replacement[] {
  return itemsOf(root, "replace").flatMap((item) => {
    const [pattern, put] = item.kind === "map" ? [textOf(item, "pattern"), textOf(item, "with")] : [];
    if (pattern === undefined || pattern.value === "") return [];
    const replacement = { pattern: pattern.value, with: put?.value ?? "" };
    const problem = problemOf(replacement);
    if (problem === undefined) return [replacement];
    const [place] = (problem.in === "pattern" ? pattern : put)?.starts ?? [];
    if (place !== undefined) diagnostics.push(badReplacement(problem, place));
    return [];
  });
}

async function sanitizingOf(root: YamlMap, folder: string, reading: Reading): Promise<readonly Replacement[]> {
  const replacements: Replacement[] = [];
  for (const { value, starts } of textsOf(root, "sanitize-with")) {
    const tried: Reading = { ...reading, diagnostics: [] };
    const file = path.resolve(folder, value);
    reading.reads?.add(file);
    const source = await readSource(tried, file);
    const [place] = starts;
    // Not at the file that is not there, but where it is named.
    reading.diagnostics.push(...tried.diagnostics.map((each) => ({ ...each, ...compact({ place }) })));
    if (source === undefined) continue;
    replacements.push(...readSanitizeFile(source, (diagnostic) => void reading.diagnostics.push(diagnostic)));
  }
  return replacements;
}

interface Around {
  readonly name: string;
  /** Of the settings, which their paths are relative to. */
  readonly folder: string;
  readonly replace: readonly Replacement[];
  readonly env: Environment;
}

function settingsOf(root: YamlMap, { name, folder, replace, env }: Around): Settings {
  const within = (file: string): string => path.relative(folder, file).split(path.sep).join("/");
  const [leftOut, runOnly] = [anyOf(textsOf(root, "exclude")), anyOf(textsOf(root, "run-only"))];
  const timeouts = (mapOf(root, "timeouts")?.entries ?? []).flatMap(({ key, value }) =>
    value.kind === "text" ? [{ isMeant: globOf(key), timeout: parseDuration(value.text.value) }] : [],
  );
  const timeout = parseDuration(textOf(root, "timeout")?.value ?? "");
  const ignore = textsOf(root, "ignore").map(({ value }) => value);
  const jobs = textOf(root, "jobs");
  return {
    file: name,
    keys: root.entries.map(({ key }) => key),
    ...compact({
      kernels: someOf(textsOf(root, "kernels").map(({ value }) => kernelOf(value, folder))),
      jobs: jobs && Number(jobs.value),
      reporters: someOf(textsOf(root, "reporters").flatMap(({ value }) => reporterOf(value, folder))),
    }),
    environment: environmentOf(root, env),
    of: (notebook) => {
      const file = within(notebook);
      const own = timeouts.find(({ isMeant }) => isMeant(file))?.timeout ?? timeout;
      return { leftOut: leftOut(file), runOnly: runOnly(file), ignore, replace, ...compact({ timeout: own }) };
    },
  };
}

function someOf<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length > 0 ? items : undefined;
}

/** A path is the file's own; a name is a kernelspec's. */
function kernelOf(text: string, folder: string): string {
  return /^\.|[/\\]/.test(text) ? path.resolve(folder, text) : text;
}

function reporterOf(text: string, folder: string): readonly Reporter[] {
  const [written = "", ...file] = text.split("=");
  const name = reporterNames.find((each) => each === written);
  if (name === undefined) return [];
  return [{ name, ...(file.length > 0 && { path: path.resolve(folder, file.join("=")) }) }];
}

function anyOf(patterns: readonly SourceText[]): (file: string) => boolean {
  const globs = patterns.map(({ value }) => globOf(value));
  return (file) => globs.some((isMeant) => isMeant(file));
}

function environmentOf(root: YamlMap, env: Environment): Readonly<Record<string, string>> {
  const passed = textsOf(root, "pass-env").flatMap(({ value: name }) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const said = (mapOf(root, "env")?.entries ?? []).flatMap(({ key, value }) =>
    value.kind === "text" ? [[key, value.text.value] as const] : [],
  );
  return Object.fromEntries([...passed, ...said]);
}
