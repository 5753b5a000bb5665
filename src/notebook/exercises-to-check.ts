import { createHash } from "node:crypto";

import { checkLineName } from "../lesson/check-lines.ts";
import type { ExerciseStep, Lesson } from "../lesson/lesson.ts";

/** What the set-up cell has to know to check a lesson's exercises; nothing where there are none. */
export function exercisesToCheck(lesson: Lesson): object | undefined {
  const exercises = lesson.steps.flatMap((step) => (step.kind === "exercise" ? [toCheck(step)] : []));
  if (exercises.length === 0) return undefined;
  const others = lesson.steps.flatMap((step) => (step.kind === "code" ? [digest(step.shown)] : []));
  return { exercises, others: others.join(" "), limit: String(lesson.checkTimeout / 1000) };
}

function toCheck({ key, starter, needs, tests }: ExerciseStep): object {
  return {
    key,
    names: needs.join(" "),
    starter: starter.value,
    tests: tests.map((test) => ({ name: checkLineName(test.name), code: test.code.value })),
    asserts: tests.flatMap(({ name, told }) => (told === undefined ? [] : [{ name: checkLineName(name), code: told }])),
  };
}

/** By which the notebook's other cells are known where a front end tells no ids, so that none is taken for an answer. */
function digest(source: string): string {
  return createHash("sha256").update(source.trim()).digest("hex").slice(0, 8);
}
