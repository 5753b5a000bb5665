import type { Lesson } from "../lesson/lesson.ts";

/** A step as a reader finds it: by the author's own id, else by its line. */
export function stepName(key: string, lesson: Lesson): string {
  const step = lesson.steps.find((candidate) => candidate.key === key);
  if (step?.place.cell !== undefined) return `cell ${step.place.cell.number}`;
  if (step === undefined || step.id !== undefined) return step?.id ?? key;
  const { file, line } = step.place;
  return file === lesson.place.file ? `the step at line ${line}` : `the step at ${file}:${line}`;
}
