import { compact } from "../basics/compact.ts";
import type { SilentFailure } from "../lesson/silent-failures.ts";
import { parseDuration } from "../lesson/duration.ts";
import type { Deadline, LessonFile } from "../lesson/lesson.ts";
import type { Requirements } from "../lesson/requirements.ts";
import { type Comparison, comparisonOf } from "./expectation.ts";
import { requirementsOf } from "./requirements-value.ts";
import { mapOf, textOf, valueOf, type YamlMap } from "./yaml-node.ts";

/** What a course gives to its lessons and a lesson may override. */
export interface LessonDefaults {
  readonly requires: Requirements;
  /** Milliseconds. */
  readonly timeout: number;
  /** Milliseconds. */
  readonly checkTimeout: number;
  readonly deadline?: Deadline;
  readonly comparison: Comparison;
  /** What every step allows. */
  readonly allow: readonly SilentFailure[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly LessonFile[];
}

/** What holds where neither course nor lesson says anything. */
export const noDefaults: LessonDefaults = {
  requires: {},
  timeout: 30_000,
  checkTimeout: 5_000,
  comparison: {},
  allow: ["warning-shown"],
  env: {},
  files: [],
};

/** What a course or a lesson says of itself over what holds without it: key by key, the inner one wins. */
export function overrideDefaults(map: YamlMap, outer: LessonDefaults, files: readonly LessonFile[]): LessonDefaults {
  return {
    requires: { ...outer.requires, ...requirementsOf(map, "requires") },
    timeout: parseDuration(textOf(map, "timeout")?.value ?? "") ?? outer.timeout,
    checkTimeout: parseDuration(textOf(map, "check-timeout")?.value ?? "") ?? outer.checkTimeout,
    ...compact({ deadline: deadlineOf(map) ?? outer.deadline }),
    comparison: { ...outer.comparison, ...comparisonOf(map) },
    allow: allowedBy(textOf(map, "warnings")?.value) ?? outer.allow,
    env: { ...outer.env, ...envOf(map) },
    files: [...outer.files.filter((file) => !files.some(({ path }) => path === file.path)), ...files],
  };
}

function deadlineOf(map: YamlMap): Deadline | undefined {
  const limit = parseDuration(textOf(map, "deadline")?.value ?? "");
  const place = valueOf(map, "deadline")?.place;
  return limit === undefined || place === undefined ? undefined : { limit, place };
}

function allowedBy(warnings: string | undefined): readonly SilentFailure[] | undefined {
  if (warnings === undefined) return undefined;
  return warnings === "forbidden" ? [] : noDefaults.allow;
}

function envOf(map: YamlMap): Readonly<Record<string, string>> {
  const entries = mapOf(map, "env")?.entries ?? [];
  return Object.fromEntries(
    entries.flatMap(({ key, value }) => (value.kind === "text" ? [[key, value.text.value]] : [])),
  );
}
