import type { Lesson } from "../lesson/lesson.ts";
import type { Requirements } from "../lesson/requirements.ts";
import type { Facts } from "../model/facts.ts";
import type { RecordedFacts } from "./recorded-outputs.ts";

/** A kernel's facts as they are recorded for a lesson. */
export function recordedFacts({ cores, packages, executable: _path, ...facts }: Facts, lesson: Lesson): RecordedFacts {
  const asked = askedOf(lesson);
  const names = [...asked.packages].toSorted();
  return {
    ...facts,
    ...(asked.cores ? { cores } : {}),
    packages: Object.fromEntries(
      names.map((name) => [name, Object.hasOwn(packages, name) ? (packages[name] ?? null) : null]),
    ),
  };
}

/** Recorded facts as those of a kernel; absent where the lesson now asks for what they do not tell. */
export function factsFor(lesson: Lesson, { cores, packages, ...facts }: RecordedFacts): Facts | undefined {
  const asked = askedOf(lesson);
  if (asked.cores && cores === undefined) return undefined;
  if ([...asked.packages].some((name) => !Object.hasOwn(packages, name))) return undefined;
  const installed = Object.entries(packages).flatMap(([name, version]) => (version === null ? [] : [[name, version]]));
  return { ...facts, cores: cores ?? 1, packages: Object.fromEntries(installed) };
}

interface Asked {
  readonly cores: boolean;
  readonly packages: ReadonlySet<string>;
}

/** What of a machine decides which steps and variants of a lesson are for it. */
function askedOf(lesson: Lesson): Asked {
  const all = [lesson.requires, ...lesson.steps.flatMap(requirementsOf)];
  return {
    cores: all.some(({ cores }) => cores !== undefined),
    packages: new Set(all.flatMap(({ packages = {} }) => Object.keys(packages))),
  };
}

function requirementsOf(step: Lesson["steps"][number]): readonly Requirements[] {
  const variants = "expect" in step ? (step.expect?.variants ?? []) : [];
  return [step.requires, ...[...variants, ...(step.quotations ?? [])].flatMap(({ when }) => when ?? [])];
}
